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
	ended_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_footage_attempt_n UNIQUE (job_id, n), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id), 
	UNIQUE ("key"), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id)
);
INSERT INTO "footage_attempt" VALUES(1,'job_29f3b4655e5b6b0fa675',1,'fake_blind','fake-1','in_doubt','0d598006-17d5-4a4c-bb69-4ec7821cbb63','bbc7fedd9114ae6285df1d17693339e71de3a3463b4fef72e8aa8dab6c26886e',1,50000,NULL,NULL,'in_doubt','2026-11-28 21:01:27.164023','2026-11-28 21:01:32.638426');
INSERT INTO "footage_attempt" VALUES(2,'job_8edcd7e488fe48b58ade',1,'fake','fake-1','succeeded','a08fb63d-5f50-4710-9c35-754a89ddf113','45c3265de4a8c5169f7441782777fcdd58654d4c49548c0c0dd10b7ddd01b481',2,50000,'fake-21ffdc5794fc',40000,NULL,'2026-11-28 21:01:32.711641','2026-11-28 21:01:33.199781');
INSERT INTO "footage_attempt" VALUES(3,'job_2aeb5af8383022f2fbb2',1,'fake','fake-1','failed','8adb6436-cdd4-4d22-ad9d-a8046b422479','b4eda8d7f1290ebf4de8a5899a13d4e888cf89682830d9141175fcfbd185c91c',5,50000,'fake-e0254923457b',0,'vendor_failed','2026-11-28 21:01:34.423274','2026-11-28 21:01:34.472486');
INSERT INTO "footage_attempt" VALUES(4,'job_9221512d7a84f717b043',1,'storyboard','storyboard-1','succeeded','cae747f5-11da-4676-b6fb-413f4c02d0ef','e1e8fb25ddf3f265089c6beed13715def1a55725e42c578a5080cbb984088e19',7,0,'local-cae747f5-11da-4676-b6fb-413f4c02d0ef',0,NULL,'2026-11-28 21:01:34.711271','2026-11-28 21:01:35.812961');
INSERT INTO "footage_attempt" VALUES(5,'job_c96d3f7df52c4e53d6ac',1,'fake','fake-1','succeeded','fedb64dd-7108-430c-99dc-9f790266e8b1','b347a57846ae6c257a4ecbedc38b786b9054c58255dc4e01e1ea295c35fca6d9',9,50000,'fake-d082fee5d461',40000,NULL,'2026-11-28 21:01:36.517403','2026-11-28 21:01:36.836143');
INSERT INTO "footage_attempt" VALUES(6,'job_76e9a6253aa9e3a5dc39',1,'fake','fake-1','succeeded','90d3ba93-51e5-4466-bab3-f994c2c25f0d','eae154bb2409588402f61e4c4a086e460bfcca6ecd8ef9ef5a5eaab64cffe8a5',13,50000,'fake-485ef0fe9092',40000,NULL,'2026-11-28 21:01:38.382822','2026-11-28 21:01:38.833374');
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
INSERT INTO "footage_job" VALUES('job_29f3b4655e5b6b0fa675','generate_video','a lost boat','failed','cloud','{"prompt": "a lost boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1996053463, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake_blind", "min_quality": null}','06444b0216aada35e9e9b56c849a2a613e28a351942f939e201116b496d186b2',NULL,0.02,'It is unknown whether fake_blind took this request.',0,2,'{"backend": "fake_blind", "model": "fake-1", "reason": "fake_blind was asked for by name.", "degraded": false, "considered": [{"backend": "fake_blind", "score": 0.69, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake_blind"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "in_doubt", "message": "It is unknown whether fake_blind took this request.", "hint": "Ask the user to look for the clip in the backend''s own console before paying again.", "retryable": false}',NULL,'2026-11-28 21:01:26.056858','2026-11-28 21:01:32.748863');
INSERT INTO "footage_job" VALUES('job_8edcd7e488fe48b58ade','generate_video','a boat','completed','cloud','{"prompt": "a boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 7, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null}','35b91ad104607c3875492fb74d76f39d0b26145a7d6d20e4b6e3a562be47a40f','boat',1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.89, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_8edcd7e488fe48b58ade", "path": "/home/ada/footage/media/job_8edcd7e488fe48b58ade/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_8edcd7e488fe48b58ade/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_8edcd7e488fe48b58ade/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat\", \"description\": \"a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:31+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 372711, "sha256": "bad608d9a3a5288149b0ea6c09b0964f374dca99cc51e0507cb7f1562bfa6775", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": null, "coherence": null, "prompt_match": null, "reasons": ["Coherence and prompt match were not measured: this version has no CLIP check."]}}','null',NULL,'2026-11-28 21:01:31.701876','2026-11-28 21:01:33.961561');
INSERT INTO "footage_job" VALUES('job_2aeb5af8383022f2fbb2','generate_video','a boat [fail]','failed','cloud','{"prompt": "a boat [fail]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 8, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null}','40009df03c48a0be8536adb0cce05c3ff7887bcf453fdd84d697e5090e7edef4',NULL,0.02,'fake could not make this film.',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.89, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','null','{"code": "vendor_failed", "message": "fake could not make this film.", "hint": "Call again; if it repeats, choose another backend.", "retryable": true}',NULL,'2026-11-28 21:01:34.303078','2026-11-28 21:01:34.481384');
INSERT INTO "footage_job" VALUES('job_9221512d7a84f717b043','generate_video','a drawn boat','completed','cpu','{"prompt": "a drawn boat", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 9, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "storyboard", "min_quality": null}','3a204e358dd6435ccf3a86fb2e4f0a70671f07479c8cee0adc4ecd1172f912b5',NULL,1.0,'Done',0,1,'{"backend": "storyboard", "model": "storyboard-1", "reason": "storyboard was asked for by name.", "degraded": false, "considered": [{"backend": "storyboard", "score": 0.15, "cost_usd": "0.00", "rejected": null}, {"backend": "fake", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for storyboard"}], "attempts": []}','{"quoted_usd": "0.00", "charged_usd": "0.00", "price_source": "drawn on this machine", "price_as_of": null}','{"video": {"uri": "footage://video/job_9221512d7a84f717b043", "path": "/home/ada/footage/media/job_9221512d7a84f717b043/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_9221512d7a84f717b043/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_9221512d7a84f717b043/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a drawn boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a drawn boat\", \"description\": \"a drawn boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:34+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 110959, "sha256": "9e14e8aee067f1d7c0474d01b25e172c1309c6464a0853c5cb50c5588ee822f6", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": null, "coherence": null, "prompt_match": null, "reasons": ["Coherence and prompt match were not measured: this version has no CLIP check."]}}','null',NULL,'2026-11-28 21:01:34.606643','2026-11-28 21:01:36.294931');
INSERT INTO "footage_job" VALUES('job_c96d3f7df52c4e53d6ac','generate_video','a boat [slow 60]','completed','cloud','{"prompt": "a boat [slow 60]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1428489882, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null}','79b43d0517c63e6297ef0639c7c8e236de70f976cae4ca8b3253789b575891e5',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.89, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_c96d3f7df52c4e53d6ac", "path": "/home/ada/footage/media/job_c96d3f7df52c4e53d6ac/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_c96d3f7df52c4e53d6ac/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_c96d3f7df52c4e53d6ac/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a boat [slow 60]</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a boat [slow 60]\", \"description\": \"a boat [slow 60]\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:36+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 372711, "sha256": "bad608d9a3a5288149b0ea6c09b0964f374dca99cc51e0507cb7f1562bfa6775", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": null, "coherence": null, "prompt_match": null, "reasons": ["Coherence and prompt match were not measured: this version has no CLIP check."]}}','null',NULL,'2026-11-28 21:01:36.363763','2026-11-28 21:01:37.230942');
INSERT INTO "footage_job" VALUES('job_5065c3bf70b600990c7e','add_captions','Captions on a boat','completed','cpu','{"source": "/home/ada/footage/media/job_8edcd7e488fe48b58ade/video.mp4", "source_job_id": "job_8edcd7e488fe48b58ade", "cues": [{"start_s": 0.0, "end_s": 0.9, "text": "a boat", "words": [{"start_s": 0.0, "end_s": 0.3, "text": "a"}, {"start_s": 0.3, "end_s": 0.9, "text": "boat"}]}], "language": "und", "style": "box", "position": "bottom", "mode": "burn"}','8732369f7d5571c7fc5c4eab31c9ce39c2b5db812a0c98fc785fb2fd20580589',NULL,1.0,'Done',0,1,'null','null','{"video": {"uri": "footage://video/job_5065c3bf70b600990c7e", "path": "/home/ada/footage/media/job_5065c3bf70b600990c7e/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_5065c3bf70b600990c7e/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_5065c3bf70b600990c7e/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>Captions on a boat</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"Captions on a boat\", \"description\": \"Captions on a boat\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:37+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 193119, "sha256": "fc4fce029dd902a78b26b2b3e542703dee8360cd4992140d5bf7c62f8e8088ec", "has_audio": false}, "message": "Done"}','null',NULL,'2026-11-28 21:01:37.382397','2026-11-28 21:01:38.105315');
INSERT INTO "footage_job" VALUES('job_76e9a6253aa9e3a5dc39','generate_video','a late boat [slow 900]','completed','cloud','{"prompt": "a late boat [slow 900]", "duration_s": 1.0, "aspect_ratio": "16:9", "resolution": "480p", "priority": "balanced", "audio": false, "seed": 1238795219, "style": null, "negative_prompt": null, "start_image": null, "end_image": null, "backend": "fake", "min_quality": null}','f6af137bcd217a5e97855588a28b10070bec3c5180c63b6aaf3be9e648e38c02',NULL,1.0,'Done',0,1,'{"backend": "fake", "model": "fake-1", "reason": "fake was asked for by name.", "degraded": false, "considered": [{"backend": "fake", "score": 0.89, "cost_usd": "0.05", "rejected": null}, {"backend": "storyboard", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_lookup", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}, {"backend": "fake_blind", "score": null, "cost_usd": null, "rejected": "the caller asked for fake"}], "attempts": []}','{"quoted_usd": "0.05", "charged_usd": "0.00", "price_source": "price list in fake.py", "price_as_of": null}','{"video": {"uri": "footage://video/job_76e9a6253aa9e3a5dc39", "path": "/home/ada/footage/media/job_76e9a6253aa9e3a5dc39/video.mp4", "url": null, "poster": "/home/ada/footage/media/job_76e9a6253aa9e3a5dc39/poster.jpg", "contact_sheet": "/home/ada/footage/media/job_76e9a6253aa9e3a5dc39/contact_sheet.jpg", "subtitles": null, "embed_html": "<figure><video controls playsinline preload=\"metadata\" width=\"854\" height=\"480\" poster=\"poster.jpg\"><source src=\"video.mp4\" type=\"video/mp4\"></video><figcaption>a late boat [slow 900]</figcaption></figure><script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"VideoObject\", \"name\": \"a late boat [slow 900]\", \"description\": \"a late boat [slow 900]\", \"thumbnailUrl\": \"poster.jpg\", \"contentUrl\": \"video.mp4\", \"uploadDate\": \"2026-11-28T21:01:38+00:00\", \"duration\": \"PT1.00S\", \"width\": 854, \"height\": 480}</script>", "duration_s": 1.0, "width": 854, "height": 480, "fps": 24.0, "size_bytes": 372711, "sha256": "bad608d9a3a5288149b0ea6c09b0964f374dca99cc51e0507cb7f1562bfa6775", "has_audio": false}, "quality": {"status": "partial", "verdict": "accept", "conforms": true, "score": null, "coherence": null, "prompt_match": null, "reasons": ["Coherence and prompt match were not measured: this version has no CLIP check."]}}','null',NULL,'2026-11-28 21:01:38.267634','2026-11-28 21:01:39.118336');
CREATE TABLE footage_job_event (
	id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	event VARCHAR NOT NULL, 
	detail VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_job_event" VALUES(1,'job_29f3b4655e5b6b0fa675','2026-11-28 21:01:26.225682','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(2,'job_29f3b4655e5b6b0fa675','2026-11-28 21:01:27.113108','started','run 1');
INSERT INTO "footage_job_event" VALUES(3,'job_29f3b4655e5b6b0fa675','2026-11-28 21:01:27.164295','attempt','fake_blind for up to $0.05');
INSERT INTO "footage_job_event" VALUES(4,'job_8edcd7e488fe48b58ade','2026-11-28 21:01:31.837983','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(5,'job_29f3b4655e5b6b0fa675','2026-11-28 21:01:32.589071','started','run 2');
INSERT INTO "footage_job_event" VALUES(6,'job_8edcd7e488fe48b58ade','2026-11-28 21:01:32.621959','started','run 1');
INSERT INTO "footage_job_event" VALUES(7,'job_29f3b4655e5b6b0fa675','2026-11-28 21:01:32.638464','in_doubt','fake_blind in_doubt');
INSERT INTO "footage_job_event" VALUES(8,'job_8edcd7e488fe48b58ade','2026-11-28 21:01:32.711826','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(9,'job_8edcd7e488fe48b58ade','2026-11-28 21:01:32.733321','accepted','fake operation fake-21ffdc5794fc');
INSERT INTO "footage_job_event" VALUES(10,'job_29f3b4655e5b6b0fa675','2026-11-28 21:01:32.752217','failed','in_doubt');
INSERT INTO "footage_job_event" VALUES(11,'job_8edcd7e488fe48b58ade','2026-11-28 21:01:33.199797','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(12,'job_8edcd7e488fe48b58ade','2026-11-28 21:01:33.963919','completed','');
INSERT INTO "footage_job_event" VALUES(13,'job_2aeb5af8383022f2fbb2','2026-11-28 21:01:34.310371','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(14,'job_2aeb5af8383022f2fbb2','2026-11-28 21:01:34.390843','started','run 1');
INSERT INTO "footage_job_event" VALUES(15,'job_2aeb5af8383022f2fbb2','2026-11-28 21:01:34.423439','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(16,'job_2aeb5af8383022f2fbb2','2026-11-28 21:01:34.469690','accepted','fake operation fake-e0254923457b');
INSERT INTO "footage_job_event" VALUES(17,'job_2aeb5af8383022f2fbb2','2026-11-28 21:01:34.472576','failed','fake vendor_failed');
INSERT INTO "footage_job_event" VALUES(18,'job_2aeb5af8383022f2fbb2','2026-11-28 21:01:34.483267','failed','vendor_failed');
INSERT INTO "footage_job_event" VALUES(19,'job_9221512d7a84f717b043','2026-11-28 21:01:34.608180','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(20,'job_9221512d7a84f717b043','2026-11-28 21:01:34.690653','started','run 1');
INSERT INTO "footage_job_event" VALUES(21,'job_9221512d7a84f717b043','2026-11-28 21:01:34.711417','attempt','storyboard for up to $0.00');
INSERT INTO "footage_job_event" VALUES(22,'job_9221512d7a84f717b043','2026-11-28 21:01:34.715228','accepted','storyboard operation local-cae747f5-11da-4676-b6fb-413f4c02d0ef');
INSERT INTO "footage_job_event" VALUES(23,'job_9221512d7a84f717b043','2026-11-28 21:01:35.812976','succeeded','storyboard');
INSERT INTO "footage_job_event" VALUES(24,'job_9221512d7a84f717b043','2026-11-28 21:01:36.298297','completed','');
INSERT INTO "footage_job_event" VALUES(25,'job_c96d3f7df52c4e53d6ac','2026-11-28 21:01:36.365856','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(26,'job_c96d3f7df52c4e53d6ac','2026-11-28 21:01:36.512963','started','run 1');
INSERT INTO "footage_job_event" VALUES(27,'job_c96d3f7df52c4e53d6ac','2026-11-28 21:01:36.517527','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(28,'job_c96d3f7df52c4e53d6ac','2026-11-28 21:01:36.519000','accepted','fake operation fake-d082fee5d461');
INSERT INTO "footage_job_event" VALUES(29,'job_c96d3f7df52c4e53d6ac','2026-11-28 21:01:36.836157','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(30,'job_c96d3f7df52c4e53d6ac','2026-11-28 21:01:37.233274','completed','');
INSERT INTO "footage_job_event" VALUES(31,'job_5065c3bf70b600990c7e','2026-11-28 21:01:37.383977','placed','add_captions');
INSERT INTO "footage_job_event" VALUES(32,'job_5065c3bf70b600990c7e','2026-11-28 21:01:37.490919','started','run 1');
INSERT INTO "footage_job_event" VALUES(33,'job_5065c3bf70b600990c7e','2026-11-28 21:01:38.108014','completed','');
INSERT INTO "footage_job_event" VALUES(34,'job_76e9a6253aa9e3a5dc39','2026-11-28 21:01:38.269531','placed','generate_video');
INSERT INTO "footage_job_event" VALUES(35,'job_76e9a6253aa9e3a5dc39','2026-11-28 21:01:38.378339','started','run 1');
INSERT INTO "footage_job_event" VALUES(36,'job_76e9a6253aa9e3a5dc39','2026-11-28 21:01:38.382936','attempt','fake for up to $0.05');
INSERT INTO "footage_job_event" VALUES(37,'job_76e9a6253aa9e3a5dc39','2026-11-28 21:01:38.387751','accepted','fake operation fake-485ef0fe9092');
INSERT INTO "footage_job_event" VALUES(38,'job_76e9a6253aa9e3a5dc39','2026-11-28 21:01:38.833388','succeeded','fake');
INSERT INTO "footage_job_event" VALUES(39,'job_76e9a6253aa9e3a5dc39','2026-11-28 21:01:39.120279','completed','');
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
INSERT INTO "footage_ledger" VALUES(1,'job_29f3b4655e5b6b0fa675','hold',50000,'fake_blind',NULL,NULL,'2026-11-28 21:01:26.081121');
INSERT INTO "footage_ledger" VALUES(2,'job_8edcd7e488fe48b58ade','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:31.720269');
INSERT INTO "footage_ledger" VALUES(3,'job_29f3b4655e5b6b0fa675','in_doubt',0,'fake_blind',NULL,1,'2026-11-28 21:01:32.638011');
INSERT INTO "footage_ledger" VALUES(4,'job_8edcd7e488fe48b58ade','capture',40000,'fake',2,NULL,'2026-11-28 21:01:33.198808');
INSERT INTO "footage_ledger" VALUES(5,'job_2aeb5af8383022f2fbb2','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:34.309055');
INSERT INTO "footage_ledger" VALUES(6,'job_2aeb5af8383022f2fbb2','capture',0,'fake',5,NULL,'2026-11-28 21:01:34.472004');
INSERT INTO "footage_ledger" VALUES(7,'job_9221512d7a84f717b043','hold',0,'storyboard',NULL,NULL,'2026-11-28 21:01:34.607194');
INSERT INTO "footage_ledger" VALUES(8,'job_9221512d7a84f717b043','capture',0,'storyboard',7,NULL,'2026-11-28 21:01:35.812351');
INSERT INTO "footage_ledger" VALUES(9,'job_c96d3f7df52c4e53d6ac','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:36.364881');
INSERT INTO "footage_ledger" VALUES(10,'job_c96d3f7df52c4e53d6ac','capture',40000,'fake',9,NULL,'2026-11-28 21:01:36.835642');
INSERT INTO "footage_ledger" VALUES(11,'job_5065c3bf70b600990c7e','hold',0,NULL,NULL,NULL,'2026-11-28 21:01:37.383025');
INSERT INTO "footage_ledger" VALUES(12,'job_5065c3bf70b600990c7e','release',0,NULL,11,NULL,'2026-11-28 21:01:38.107591');
INSERT INTO "footage_ledger" VALUES(13,'job_76e9a6253aa9e3a5dc39','hold',50000,'fake',NULL,NULL,'2026-11-28 21:01:38.268626');
INSERT INTO "footage_ledger" VALUES(14,'job_76e9a6253aa9e3a5dc39','capture',40000,'fake',13,NULL,'2026-11-28 21:01:38.832883');
CREATE TABLE footage_open_hold (
	hold_id INTEGER NOT NULL, 
	job_id VARCHAR NOT NULL, 
	amount_microusd BIGINT NOT NULL, 
	PRIMARY KEY (hold_id), 
	FOREIGN KEY(hold_id) REFERENCES footage_ledger (id), 
	FOREIGN KEY(job_id) REFERENCES footage_job (id)
);
INSERT INTO "footage_open_hold" VALUES(1,'job_29f3b4655e5b6b0fa675',50000);
CREATE TABLE footage_schema_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT footage_schema_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "footage_schema_version" VALUES('0001');
CREATE INDEX ix_footage_job_created ON footage_job (created_at);
CREATE INDEX ix_footage_ledger_job_id ON footage_ledger (job_id);
CREATE INDEX ix_footage_ledger_kind_at ON footage_ledger (kind, at, amount_microusd);
CREATE INDEX ix_footage_open_hold_job_id ON footage_open_hold (job_id);
CREATE INDEX ix_footage_attempt_job_id ON footage_attempt (job_id);
CREATE INDEX ix_footage_job_event_job_id ON footage_job_event (job_id);
