"""What the tools are called; public, so that they never change."""

from __future__ import annotations

ADD_CAPTIONS = "add_captions"
BLOG_TO_VIDEO = "blog_to_video"
CANCEL_JOB = "cancel_job"
CHECK_BUDGET = "check_budget"
CHECK_QUALITY = "check_quality"
EDIT_VIDEO = "edit_video"
ENHANCE_QUALITY = "enhance_quality"
GENERATE_VIDEO = "generate_video"
GET_JOB = "get_job"
LIST_JOBS = "list_jobs"
PUBLISH_VIDEO = "publish_video"
