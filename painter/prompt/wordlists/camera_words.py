"""Words for camera moves, for the size of a shot and for the pace of a film, in several languages; data only."""

from __future__ import annotations

from painter.prompt.wordlists.vocabulary import Vocabulary, vocabulary

CAMERAS: Vocabulary = vocabulary(
    push="push in, pushes in, pushing in, push forward, zoom in, zooms in, zooming in, dolly, dolly in, "
    "dolly forward, "
    "move closer, moves closer, closer and closer, approach, approaches, slow push, zoom rein, heranzoomen, "
    "heranfahrt, "
    "kamerafahrt, zoom avant, travelling avant, acercamiento, acercarse, carrello avanti, zoom avanti, aproximacao, "
    "ズームイン, 寄り, ドリーイン",
    pull="pull back, pulls back, pulling back, pull out, pulls out, zoom out, zooms out, zooming out, dolly out, "
    "dolly back, reveal, reveals, back away, backs away, herauszoomen, zoom raus, rausfahrt, zoom arriere, "
    "travelling arriere, alejamiento, alejarse, zoom indietro, carrello indietro, afastamento, ズームアウト, 引き, "
    "ドリーアウト",
    pan_right="pan right, pans right, panning right, pan to the right, pan from left to right, pan, pans, panning, "
    "tracking shot, tracking, truck right, lateral, side scroll, follow shot, schwenk, schwenk nach rechts, "
    "kameraschwenk, "
    "panoramique, panoramique vers la droite, travelling lateral, travelling, paneo, paneo a la derecha, panoramica, "
    "panoramica a destra, panoramica verso destra, carrellata, panoramica para a direita, パン, 右へパン, 右にパン, "
    "追跡ショット",
    pan_left="pan left, pans left, panning left, pan to the left, pan from right to left, truck left, "
    "schwenk nach links, panoramique vers la gauche, panoramique gauche, paneo a la izquierda, panoramica a sinistra, "
    "panoramica verso sinistra, panoramica para a esquerda, 左へパン, 左にパン",
    rise="crane up, cranes up, crane shot, crane, boom up, rise up, rises up, pedestal up, camera rises, aerial, "
    "aerial shot, aerial view, drone shot, drone view, drone footage, drone flight, drone video, from above, "
    "bird s eye view, birds eye view, overhead, flyover, fly over, kranfahrt, luftaufnahme, drohnenaufnahme, "
    "drohnenflug, vogelperspektive, von oben, plan a la grue, vue aerienne, plan aerien, vue du ciel, vue de drone, "
    "plano grua, vista aerea, toma aerea, plano aereo, desde el aire, ripresa aerea, dall alto, tomada aerea, "
    "空撮, ドローン映像, ドローン撮影, クレーンアップ, 俯瞰",
    sink="crane down, cranes down, boom down, pedestal down, camera descends, descend, descends, descending, "
    "lower down, "
    "camera sinks, kamera sinkt, absenken, descente de la camera, la camera descend, la camara desciende, "
    "la camera scende, a camera desce, クレーンダウン",
    tilt_up="tilt up, tilts up, tilting up, tilt, look up, looks up, looking up, schwenk nach oben, kippt nach oben, "
    "panoramique vers le haut, inclinacion hacia arriba, verso l alto, inclinacao para cima, ティルトアップ, "
    "ティルト, 見上げる",
    tilt_down="tilt down, tilts down, tilting down, look down, looks down, looking down, schwenk nach unten, "
    "kippt nach unten, panoramique vers le bas, inclinacion hacia abajo, verso il basso, inclinacao para baixo, "
    "ティルトダウン, 見下ろす",
    orbit="orbit around, orbits around, orbiting around, orbits, orbiting, orbit shot, orbiting shot, slow orbit, "
    "camera orbit, circle around, circles around, circling around, circling, arc shot, revolve around, "
    "revolves around, "
    "rotate around, rotates around, 360 shot, 360 degree, kreist um, umkreist, umkreisen, kamera kreist, "
    "tourne autour, autour de, en orbite autour, gira alrededor, alrededor de, gira attorno, ruota attorno, "
    "gira intorno, "
    "gira em torno, em volta de, 回り込み, 周回, 回転撮影",
    handheld="handheld, hand held, shaky, shaky cam, shaking camera, shoulder cam, documentary style, found footage, "
    "handkamera, wackelig, wackelkamera, camera a l epaule, camera portee, camara en mano, camara al hombro, "
    "camera a mano, camera a spalla, camera na mao, 手持ち, 手ブレ",
    rack="rack focus, racks focus, racking focus, focus pull, pull focus, pulls focus, focus shift, shift focus, "
    "shallow focus, shallow depth of field, focus from, scharfeverlagerung, scharfenverlagerung, "
    "geringe tiefenscharfe, "
    "bascule de point, mise au point, faible profondeur de champ, cambio de foco, desenfoque, cambio di fuoco, "
    "messa a fuoco, mudanca de foco, desfoque, ピント送り, フォーカス送り",
)
"""Moves that a prompt asks for by name."""

IMPLIED_CAMERAS: Vocabulary = vocabulary(
    pan_right="drive, drives, driving, walk, walks, walking, caravan, sailing, sail, train, running",
    rise="rise, rises, rising, launch, launches, lifts, lift off, soar, soars, soaring, climb, climbs, climbing, fly, "
    "flies, flying, ascent",
)
"""Moves that suit the action of a prompt that asks for none."""

SHOTS: Vocabulary = vocabulary(
    wide="wide shot, wide angle, wide, establishing shot, long shot, panorama, totale, weitwinkel, plan large, "
    "plan d ensemble, plan general, plano general, campo lungo, campo largo, plano aberto, 全景, ワイド, 遠景",
    medium="medium shot, mid shot, waist shot, halbtotale, halbnah, plan moyen, plan americain, plano medio, "
    "piano medio, mezzo busto, ミディアムショット",
    close="close up, closeup, close shot, close view, tight shot, portrait shot, nahaufnahme, grossaufnahme, "
    "gros plan, "
    "plan rapproche, primer plano, primo piano, primeiro plano, クローズアップ, アップで, 接写",
    detail="macro, macro shot, extreme close up, detail shot, detail, details, in detail, makro, makroaufnahme, "
    "detailaufnahme, tres gros plan, plan de detail, primerisimo primer plano, plano detalle, primissimo piano, "
    "dettaglio, plano de detalhe, detalhe, マクロ, ディテール",
)

PACES: Vocabulary = vocabulary(
    fast="fast, quick, quickly, rapid, energetic, dynamic, hectic, upbeat, montage, snappy, fast paced, high energy, "
    "schnell, schnelle, rasant, rapide, rapido, rapida, veloce, dinamico, dynamique, テンポよく, 速い, 高速",
    slow="slow, slowly, meditative, lingering, leisurely, slow motion, unhurried, langsam, langsame, lent, lente, "
    "lentement, lento, lenta, lentamente, devagar, ゆっくり, スロー",
)

CAMERA_TALK: Vocabulary = vocabulary(
    talk="drone shot, drone view, drone footage, drone flight, drone video, crane shot, crane up, crane down, "
    "cranes up, "
    "cranes down, tracking shot, aerial shot, wide shot, long shot, orbit around, orbits around, orbiting around, "
    "orbits, "
    "orbiting, orbit shot, slow orbit, camera orbit, en orbite autour, eye level, bird s eye view, birds eye view, "
    "truck left, "
    "truck right, vue de drone, shoulder cam, camera a l epaule, fly over, flyover, shaky cam, "
    "ドローン映像, ドローン撮影",
)
"""Phrases about filming, whose words do not name things in the picture."""
