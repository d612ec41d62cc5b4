CREATE TABLE footage_approval (
	id VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	PRIMARY KEY (id)
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
	ended_at DATETIME, vendor VARCHAR DEFAULT '' NOT NULL, expected_s FLOAT, quality FLOAT, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_attempt_n UNIQUE (job_id, n), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id), 
	UNIQUE ("key"), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id)
);
INSERT INTO "footage_attempt" VALUES(1,'job_a9d5d4a366d5ddace920',1,'fake_blind','fake-1','in_doubt','f8cbbd83-2df1-4738-836a-b3d5c5036956','18ce58a6d5c0074eae5c5dea90c3679929fc67f99aebf6978717a951ff2857c4',1,50000,NULL,NULL,'in_doubt','2026-11-28 21:01:49.801251','2026-11-28 21:01:54.621559','fake',0.2,NULL);
INSERT INTO "footage_attempt" VALUES(2,'job_e8bc674af5a26651c8a2',1,'fake','fake-1','succeeded','ac9ed624-54ad-42c7-8bcb-2efe7327d8eb','c74d79027a3ff560bef8225a1ea97498712e5b73ecf5bb166d7d6dd98c32e047',2,50000,'fake-db2c3ebcec4b',40000,NULL,'2026-11-28 21:01:54.584538','2026-11-28 21:01:55.057230','fake',0.2,NULL);
INSERT INTO "footage_attempt" VALUES(3,'job_802db2ee5a3b9604366f',1,'fake','fake-1','failed','3dd78d76-f274-4c9b-a443-1b7b5460d5a0','7dceb7fe975595cd415b7b3dfce71c4708d0fde253a64a1ecf0c673b64e7762d',5,50000,'fake-ec59c80a5af2',0,'vendor_failed','2026-11-28 21:01:56.455053','2026-11-28 21:01:56.490387','fake',0.2,NULL);
INSERT INTO "footage_attempt" VALUES(4,'job_e2c04d42ff1e11bf960f',1,'storyboard','storyboard-1','succeeded','cf2df3c9-af50-49f1-b756-4ad559dbc133','f7a1df367e77328b9efcf25ec5da4d70f81777a619855f1d1238b0bf14f95adb',7,0,'local-cf2df3c9-af50-49f1-b756-4ad559dbc133',0,NULL,'2026-11-28 21:01:56.655324','2026-11-28 21:01:57.755520','storyboard',0.2,NULL);
INSERT INTO "footage_attempt" VALUES(5,'job_59d8ea6210a66c3f0bfc',1,'fake','fake-1','cancelled','a8bade94-0c64-4a41-8721-9682d9f35282','df1cf9b52175abd313bbef08e5318ff54f44e1c7de986ddab2327b54739bee5a',9,50000,'fake-0ea4c5e997a2',40000,NULL,'2026-11-28 21:01:58.539008','2026-11-28 21:01:59.367804','fake',0.2,NULL);
INSERT INTO "footage_attempt" VALUES(6,'job_2ba30712233281d21da5',1,'fake','fake-1','accepted','e54a62cf-b2b4-4536-b67b-ca02c12a535f','1885458e839638fa620fb07631859004939d91fdab4092aa18c9efc2de5b3d91',13,50000,'fake-9017b96381d1',NULL,NULL,'2026-11-28 21:02:00.659474',NULL,'fake',0.2,NULL);
CREATE TABLE footage_health (
	vendor VARCHAR NOT NULL, 
	failures INTEGER NOT NULL, 
	successes INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	opened_at DATETIME, 
	probing_at DATETIME, 
	PRIMARY KEY (vendor)
);
INSERT INTO "footage_health" VALUES('fake',1,0,'vendor_failed',NULL,NULL);
CREATE TABLE footage_job (
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
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_job_idempotency UNIQUE (tool, idempotency_key)
);
INSERT INTO "footage_job" VALUES('job_a9d5d4a366d5ddace920','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 2085614857, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake_blind", "min_quality": null, "plan": null}','73782287559dab393c9a4a2131091be73ca88c82d18b2c57d65f607fdf0920a7',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.6599, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',NULL,'2026-11-28 21:01:48.556795','2026-11-28 21:01:54.645571');
INSERT INTO "footage_job" VALUES('job_e8bc674af5a26651c8a2','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null, "plan": null}','978f3663035e08f0ac88e6deb2adaca66cda54c17635c4d295d48f6b5241fc02','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.8499, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_e8bc674af5a26651c8a2", "path": "/home/ada/footage/media/job_e8bc674af5a26651c8a2/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_e8bc674af5a26651c8a2/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_e8bc674af5a26651c8a2/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:54+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 372711, "sha256": "bad608d9a3a5288149b0ea6c09b0964f374dca99cc51e0507cb7f1562bfa6775", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": null, "coherence": null, "prompt_match": null, "reasons": ["Coherence and prompt match were not measured: this version has no CLIP check."]}}','null',NULL,'2026-11-28 21:01:54.418660','2026-11-28 21:01:56.005289');
INSERT INTO "footage_job" VALUES('job_802db2ee5a3b9604366f','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null, "plan": null}','85afdf18982775660b01cc9cccae0aaaad07094c41ac0228223521ea8fce1807',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.854, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',NULL,'2026-11-28 21:01:56.329249','2026-11-28 21:01:56.509750');
INSERT INTO "footage_job" VALUES('job_e2c04d42ff1e11bf960f','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "storyboard", "min_quality": null, "plan": null}','3c6ac32434740056bec3ac206d18e320f248dc1e2ac31f79e61d0d069cb0de16',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.1424, "cost_usd": "0.00", "rejected": null}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "attempts": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_e2c04d42ff1e11bf960f", "path": "/home/ada/footage/media/job_e2c04d42ff1e11bf960f/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_e2c04d42ff1e11bf960f/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_e2c04d42ff1e11bf960f/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:56+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 89806, "sha256": "4621da4584db16f731b76c50832ae7ed489ee04e6a8a7d29e38441a59a82ccde", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": null, "coherence": null, "prompt_match": null, "reasons": ["Coherence and prompt match were not measured: this version has no CLIP check."]}}','null',NULL,'2026-11-28 21:01:56.558297','2026-11-28 21:01:58.241238');
INSERT INTO "footage_job" VALUES('job_59d8ea6210a66c3f0bfc','generate_video','a boat [slow 60]','cancelled','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 547718416, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null, "plan": null}','ed43bdb186f399c6cf7e1984879c3cff26e783e08dc09e3dd39f11433b18686a',NULL,5.95613642533620174512e-02,'The job was cancelled.',1,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7824, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "cancelled", "message": "The job was cancelled.", "hint": "Start a new job if the video is still wanted.", "retryable": false}',NULL,'2026-11-28 21:01:58.293763','2026-11-28 21:01:59.370680');
INSERT INTO "footage_job" VALUES('job_737c2f7e6e330aab1301','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_e8bc674af5a26651c8a2/video.mp4", "source_job_id": "job_e8bc674af5a26651c8a2", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "language": "und", "style": "box", "position": "bottom", "mode": "burn"}','ab4f0d19865f5b933e05c68b2b121d61b5ac5292b0c29944845663f92552943b',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_737c2f7e6e330aab1301", "path": "/home/ada/footage/media/job_737c2f7e6e330aab1301/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_737c2f7e6e330aab1301/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_737c2f7e6e330aab1301/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:59+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 193119, "sha256": "fc4fce029dd902a78b26b2b3e542703dee8360cd4992140d5bf7c62f8e8088ec", "has_audio": false}, "message": "Done"}','null',NULL,'2026-11-28 21:01:59.529185','2026-11-28 21:02:00.297244');
INSERT INTO "footage_job" VALUES('job_2ba30712233281d21da5','generate_video','a late boat [slow 900]','working','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1192733096, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null, "plan": null}','425dbbe6ed7bc7a0ca804e2d128d2926345d613259184ecdef16603282c0df5e',NULL,5.13620384799109569451e-02,'fake is rendering',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.7824, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','null',NULL,'2026-11-28 21:02:00.412825',NULL);
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_a9d5d4a366d5ddace920','2026-11-28 21:01:48.583035','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_a9d5d4a366d5ddace920','2026-11-28 21:01:49.792086','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_a9d5d4a366d5ddace920','2026-11-28 21:01:49.801455','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_e8bc674af5a26651c8a2','2026-11-28 21:01:54.451802','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(5,'job_e8bc674af5a26651c8a2','2026-11-28 21:01:54.530885','started','run 1');
INSERT INTO "footage_job_event" VALUES(6,'job_a9d5d4a366d5ddace920','2026-11-28 21:01:54.551881','started','run 2');
INSERT INTO "footage_job_event" VALUES(7,'job_e8bc674af5a26651c8a2','2026-11-28 21:01:54.584745','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(8,'job_e8bc674af5a26651c8a2','2026-11-28 21:01:54.593691','accepted','fake operation fake-db2c3ebcec4b');
INSERT INTO "footage_job_event" VALUES(9,'job_a9d5d4a366d5ddace920','2026-11-28 21:01:54.621580','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(10,'job_a9d5d4a366d5ddace920','2026-11-28 21:01:54.674247','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(11,'job_e8bc674af5a26651c8a2','2026-11-28 21:01:55.057245','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_e8bc674af5a26651c8a2','2026-11-28 21:01:56.008118','completed','');
INSERT INTO "footage_job_event" VALUES(13,'job_802db2ee5a3b9604366f','2026-11-28 21:01:56.331168','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(14,'job_802db2ee5a3b9604366f','2026-11-28 21:01:56.405610','started','run 1');
INSERT INTO "footage_job_event" VALUES(15,'job_802db2ee5a3b9604366f','2026-11-28 21:01:56.455217','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(16,'job_802db2ee5a3b9604366f','2026-11-28 21:01:56.474851','accepted','fake operation fake-ec59c80a5af2');
INSERT INTO "footage_job_event" VALUES(17,'job_802db2ee5a3b9604366f','2026-11-28 21:01:56.490402','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(18,'job_802db2ee5a3b9604366f','2026-11-28 21:01:56.513938','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(19,'job_e2c04d42ff1e11bf960f','2026-11-28 21:01:56.559865','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(20,'job_e2c04d42ff1e11bf960f','2026-11-28 21:01:56.644950','started','run 1');
INSERT INTO "footage_job_event" VALUES(21,'job_e2c04d42ff1e11bf960f','2026-11-28 21:01:56.655505','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(22,'job_e2c04d42ff1e11bf960f','2026-11-28 21:01:56.657513','accepted','storyboard operation local-cf2df3c9-af50-49f1-b756-4ad559dbc133');
INSERT INTO "footage_job_event" VALUES(23,'job_e2c04d42ff1e11bf960f','2026-11-28 21:01:57.755537','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(24,'job_e2c04d42ff1e11bf960f','2026-11-28 21:01:58.243524','completed','');
INSERT INTO "footage_job_event" VALUES(25,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:58.296157','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(26,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:58.523255','started','run 1');
INSERT INTO "footage_job_event" VALUES(27,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:58.539186','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(28,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:58.549081','accepted','fake operation fake-0ea4c5e997a2');
INSERT INTO "footage_job_event" VALUES(29,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:59.336619','cancel_requested','');
INSERT INTO "footage_job_event" VALUES(30,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:59.367819','cancelled','fake');
INSERT INTO "footage_job_event" VALUES(31,'job_59d8ea6210a66c3f0bfc','2026-11-28 21:01:59.377192','cancelled','cancelled');
INSERT INTO "footage_job_event" VALUES(32,'job_737c2f7e6e330aab1301','2026-11-28 21:01:59.531114','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(33,'job_737c2f7e6e330aab1301','2026-11-28 21:01:59.576180','started','run 1');
INSERT INTO "footage_job_event" VALUES(34,'job_737c2f7e6e330aab1301','2026-11-28 21:02:00.303358','completed','');
INSERT INTO "footage_job_event" VALUES(35,'job_2ba30712233281d21da5','2026-11-28 21:02:00.414732','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(36,'job_2ba30712233281d21da5','2026-11-28 21:02:00.631173','started','run 1');
INSERT INTO "footage_job_event" VALUES(37,'job_2ba30712233281d21da5','2026-11-28 21:02:00.659643','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(38,'job_2ba30712233281d21da5','2026-11-28 21:02:00.674944','accepted','fake operation fake-9017b96381d1');
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
INSERT INTO "footage_ledger" VALUES(1,'job_a9d5d4a366d5ddace920','hold',50000,'fake_blind',NULL,NULL,'2026-11-28 21:01:48.559590');
INSERT INTO "footage_ledger" VALUES(2,'job_e8bc674af5a26651c8a2','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:54.429558');
INSERT INTO "footage_ledger" VALUES(3,'job_a9d5d4a366d5ddace920','in_doubt',0,'fake_blind',NULL,1,'2026-11-28 21:01:54.621138');
INSERT INTO "footage_ledger" VALUES(4,'job_e8bc674af5a26651c8a2','capture',40000,'fake',2,NULL,'2026-11-28 21:01:55.056437');
INSERT INTO "footage_ledger" VALUES(5,'job_802db2ee5a3b9604366f','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:56.330188');
INSERT INTO "footage_ledger" VALUES(6,'job_802db2ee5a3b9604366f','capture',0,'fake',5,NULL,'2026-11-28 21:01:56.489870');
INSERT INTO "footage_ledger" VALUES(7,'job_e2c04d42ff1e11bf960f','hold',0,'storyboard',NULL,NULL,'2026-11-28 21:01:56.558808');
INSERT INTO "footage_ledger" VALUES(8,'job_e2c04d42ff1e11bf960f','capture',0,'storyboard',7,NULL,'2026-11-28 21:01:57.754728');
INSERT INTO "footage_ledger" VALUES(9,'job_59d8ea6210a66c3f0bfc','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:58.294995');
INSERT INTO "footage_ledger" VALUES(10,'job_59d8ea6210a66c3f0bfc','capture',40000,'fake',9,NULL,'2026-11-28 21:01:59.367218');
INSERT INTO "footage_ledger" VALUES(11,'job_737c2f7e6e330aab1301','hold',0,NULL,NULL,NULL,'2026-11-28 21:01:59.529900');
INSERT INTO "footage_ledger" VALUES(12,'job_737c2f7e6e330aab1301','release',0,NULL,11,NULL,'2026-11-28 21:02:00.299295');
INSERT INTO "footage_ledger" VALUES(13,'job_2ba30712233281d21da5','hold',50000,'fake',NULL,NULL,'2026-11-28 21:02:00.413769');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_a9d5d4a366d5ddace920',50000);
INSERT INTO "footage_open_hold" VALUES(13,'job_2ba30712233281d21da5',50000);
CREATE TABLE footage_schema_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT footage_schema_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "footage_schema_version" VALUES('0002');
CREATE TABLE footage_text (
	"key" VARCHAR NOT NULL, 
	content JSON NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE INDEX ix_footage_job_created ON footage_job (created_at);
CREATE INDEX ix_footage_ledger_job_id ON footage_ledger (job_id);
CREATE INDEX ix_footage_ledger_kind_at ON footage_ledger (kind, at, amount_microusd);
CREATE INDEX ix_footage_open_hold_job_id ON footage_open_hold (job_id);
CREATE INDEX ix_footage_attempt_job_id ON footage_attempt (job_id);
CREATE INDEX ix_footage_job_event_job_id ON footage_job_event (job_id);
CREATE INDEX ix_footage_attempt_vendor_state ON footage_attempt (vendor, state);
CREATE INDEX ix_footage_job_request ON footage_job (tool, request_hash);
