"""Arguments that tools elsewhere have and this one does not, and what does the same here."""

from __future__ import annotations

from collections.abc import Mapping

_CALLED: Mapping[str, str] = {
    "generate_video has variants": "variants variations versions n count num samples videos "
    "takes batch_size number_of_videos num_videos num_outputs sample_count",
    "edit_video puts music under a film": "music background_music bgm soundtrack song audio_url audio_file",
    "edit_video puts a logo or a watermark on a film": "logo watermark overlay logo_path logo_url",
    "edit_video exports GIF, WebM, MP3, PNG and others": "format output_format file_format codec container extension",
    "blog_to_video narrates an article, or a script of your own": "voice voiceover voice_over narration narrate tts "
    "speech",
    "add_captions puts captions on a film": "captions caption subtitles subtitle srt",
    "write the colours into the prompt, as #0a84ff": "palette colors colours brand brand_colors brand_colours accent",
    "the answer tells the path of the film": "output output_path output_dir output_file filename file_name save_to "
    "destination",
    "enhance_quality has target_fps": "fps frame_rate framerate frames_per_second",
    "edit_video brings a film into another shape": "aspect_ratio aspect ratio orientation shape size",
    "edit_video cuts, joins and speeds up films": "start end trim crop cut speed loop reverse start_time end_time",
    "backend names who makes the film": "model provider engine model_name model_id",
}
"""What there is here, by what it is called elsewhere."""

_HERE = {name: there_is for there_is, names in _CALLED.items() for name in names.split()}


def what_there_is(name: str) -> str:
    """What does here what an argument of this name asks for; empty where nothing is known of it."""
    return _HERE.get(name.lower().replace("-", "_"), "")
