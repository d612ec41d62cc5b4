"""The storyboard's core vocabulary in German, French, Spanish, Italian, Portuguese and Japanese; data only.

Accents are left out, since prompts are matched without them. Plurals are listed, as each language forms them in its own
way. Words that mean something else in English ("chat", "Boot", "rot") have their article or are left out.
"""

from __future__ import annotations

SETTINGS: dict[str, str] = {
    "snow": "schnee, verschneit, verschneite, verschneiter, neige, enneige, enneigee, nieve, nevado, nevada, neve, 雪",
    "stadium": "stadion, fussball, stade, estadio, futbol, stadio, calcio, futebol, スタジアム, サッカー",
    "map": "landkarte, weltkarte, stadtplan, strecke, lieferung, weltweit, quer durch europa, carte du monde, "
    "itineraire, "
    "livraison, a travers l europe, mapa, ruta, entrega, por europa, mappa, percorso, consegna, rota, 地図, 世界中, "
    "配達",
    "room": "zimmer, wohnzimmer, buro, schreibtisch, kuche, werkstatt, salon, bureau, cuisine, atelier, chambre, "
    "sala, "
    "salon de casa, oficina, escritorio, cocina, taller, soggiorno, ufficio, cucina, officina, quarto, cozinha, "
    "oficina "
    "mecanica, 部屋, 居間, オフィス, 台所, キッチン",
    "desert": "wuste, sahara, dune, dunen, desierto, deserto, 砂漠",
    "space": "weltraum, weltall, galaxie, espace, espacio, spazio, espaco, 宇宙, 銀河",
    "city": "stadt, grossstadt, ville, ciudad, citta, cidade, 都市, 街, 東京",
    "forest": "wald, walder, foret, forets, bosque, foresta, bosco, floresta, 森",
    "lake": "am see, der see, ein see, einem see, den see, im see, ruhiger see, stiller see, waldsee, bergsee, "
    "fluss, lac, riviere, lago, rio, fiume, 湖, 川",
    "underwater": "unter wasser, unterwasser, meeresgrund, korallenriff, taucher, tauchen, sous l eau, sous la mer, "
    "recif, "
    "plongee, bajo el agua, bajo el mar, arrecife, buceo, sott acqua, sotto il mare, subacqueo, "
    "debaixo d agua, "
    "fundo do mar, recife, mergulho, 海中, 水中, サンゴ",
    "sea": "meer, ozean, strand, kuste, hafen, mer, plage, oceano, playa, costa, mar, mare, spiaggia, praia, 海, 浜",
    "mountains": "berg, berge, gebirge, gipfel, montagne, montagnes, montana, montanas, montagna, montanha, "
    "montanhas, 山",
    "hills": "hugel, wiese, feld, garten, colline, collines, prairie, jardin, colina, colinas, collina, campo, 丘, 庭",
    "studio": "umsatz, gewinn, wachstum, chiffre d affaires, ventes, croissance, ventas, ingresos, crecimiento, "
    "vendite, crescita, vendas, receita, crescimento, 売上, 成長",
    "abstract": "abstrakt, zukunft, abstrait, futur, abstracto, futuro, astratto, abstrato, 抽象, 未来",
}

VARIANTS: dict[str, str] = {
    "living_room": "wohnzimmer, salon, sala, soggiorno, 居間",
    "office": "buro, schreibtisch, bureau, oficina, escritorio, ufficio, オフィス",
    "kitchen": "kuche, kochen, cuisine, cocina, cucina, cozinha, 台所, キッチン",
    "workshop": "werkstatt, atelier, taller, officina, 工房",
    "table": "tisch, holztisch, kuche, table en bois, mesa, tavolo, テーブル",
    "product": "produkt, neu, produit, nouveau, producto, nuevo, prodotto, nuovo, produto, novo, 新製品, 新しい",
    "figures": "umsatz, ventes, ventas, vendite, vendas, 売上",
    "streets": "stadtplan, stadt, ville, ciudad, citta, cidade, 街",
    "world": "welt, weltweit, europa, monde, europe, mundo, mondo, 世界",
    "meadow": "garten, blumen, blumenwiese, jardin, fleurs, flores, giardino, fiori, 庭, 花",
}

SUBJECTS: dict[str, str] = {
    "lighthouse": "leuchtturm, phare, faro, farol, 灯台",
    "boat": "segelboot, schiff, ein boot, bateau, voilier, barco, velero, barca, veleiro, 船, ヨット",
    "house": "haus, hauser, maison, casa, 家",
    "cabin": "hutte, cabane, cabana, baita, 小屋",
    "rocket": "rakete, fusee, cohete, razzo, foguete, ロケット",
    "balloon": "heissluftballon, montgolfiere, globo aerostatico, mongolfiera, balao, 気球",
    "plane": "flugzeug, avion, aereo, aviao, 飛行機",
    "turbine": "windrad, windrader, eolienne, eoliennes, aerogenerador, pala eolica, 風車",
    "car": "auto, wagen, voiture, coche, carro, macchina, 車",
    "camel": "kamel, kamele, chameau, chameaux, camello, camellos, cammello, camelo, ラクダ",
    "person": "mann, frau, mensch, menschen, wanderer, homme, femme, randonneur, hombre, mujer, "
    "senderista, uomo, donna, escursionista, homem, mulher, 人, 女性, 男性",
    "child": "ein kind, das kind, enfant, crianca, 子供, 孩子",
    "boy": "junge, garcon, petit garcon, nino, bambino, ragazzino, menino, 男の子, 少年, 男孩",
    "girl": "madchen, fillette, petite fille, nina, bambina, ragazzina, menina, 女の子, 少女, 女孩",
    "baby": "saugling, bebe, neonato, 赤ちゃん, 婴儿",
    "children": "kinder, schulkinder, schulklasse, enfants, ecoliers, ninos, escolares, bambini, scolari, criancas, "
    "子供たち, 子どもたち, 小学生, 孩子们, 小学生们",
    "runner": "laufer, lauferin, jogger, coureur, coureuse, corredor, corredora, corridore, maratona, maraton, "
    "ランナー, マラソン",
    "couple": "paar, liebespaar, hochzeit, amoureux, mariage, pareja, boda, coppia, matrimonio, casal, casamento, "
    "カップル, 結婚式, 夫婦",
    "family": "familie, famille, familia, famiglia, mutter, vater, madre, padre, 家族, 親子",
    "kite": "drachen steigen, cerf volant, aquilone, pipa, 凧",
    "crowd": "menge, menschenmenge, publikum, foule, le public, multitud, folla, multidao, 群衆, 観客, チーム",
    "cyclist": "radfahrer, radfahrerin, radler, cycliste, ciclista, サイクリスト, サイクリング",
    "footballer": "fussballer, fussballspieler, footballeur, futbolista, calciatore, jogador de futebol, サッカー選手",
    "surfer": "surferin, surfeur, surfeuse, surfista, サーファー, サーフィン",
    "skier": "skifahrer, skifahrerin, skieur, skieuse, esquiador, esquiadora, sciatore, sciatrice, スキー",
    "swimmer": "schwimmer, schwimmerin, nageur, nageuse, nadador, nadadora, nuotatore, nuotatrice, 水泳",
    "dancer": "tanzer, tanzerin, danseur, danseuse, bailarin, bailarina, ballerino, dancarina, ダンサー, 踊り, バレエ",
    "yoga": "meditacion, meditazione, meditacao, ヨガ, 瞑想",
    "speaker": "redner, rednerin, vortrag, konferenz, orateur, discours, orador, oradora, conferencia, oratore, "
    "conferenza, palestrante, 講演, スピーチ",
    "worker": "arbeiter, arbeiterin, bauarbeiter, ouvrier, obrero, trabajador, operaio, trabalhador, operario, 作業員",
    "chef": "ein koch, der koch, kochin, cuisinier, cuisiniere, cocinero, cocinera, cuoco, cuoca, cozinheiro, "
    "cozinheira, シェフ, 料理人, 料理",
    "reader": "leserin, lecteur, lectrice, lectora, lettore, lettrice, leitora, 読書",
    "astronaut": "astronautin, raumfahrer, astronaute, astronauta, 宇宙飛行士",
    "robot": "roboter, robots, robo, robos, ロボット",
    "tree": "baum, baume, arbre, arbol, albero, arvore, 木, 桜",
    "palm": "palme, palmen, palmier, palmera, palmeira, ヤシ",
    "bird": "vogel, oiseau, oiseaux, pajaro, pajaros, uccello, uccelli, passaro, passaros, 鳥",
    "chart": "umsatz, diagramm, wachstum, ventes, croissance, graphique, ventas, grafico, vendite, vendas, 売上, "
    "グラフ",
    "phone": "telefon, handy, telephone, movil, telefono, telefone, celular, スマホ, スマートフォン",
    "laptop": "klapprechner, rechner, ordinateur, ordenador, portatil, computador, ノートパソコン, パソコン",
    "monitor": "bildschirm, fernseher, ecran, pantalla, televisor, schermo, televisione, televisao, モニター, テレビ",
    "tablet": "tablette, tableta, タブレット",
    "watch": "armbanduhr, une montre, montre connectee, reloj inteligente, reloj de pulsera, orologio da polso, "
    "relogio de pulso, 腕時計, スマートウォッチ",
    "headphones": "kopfhorer, casque audio, ecouteurs, auriculares, cuffie, auscultadores, fones de ouvido, "
    "ヘッドホン, イヤホン",
    "camera": "fotokamera, fotoapparat, appareil photo, camara de fotos, fotografo, macchina fotografica, "
    "camera fotografica, カメラ",
    "shoe": "schuh, schuhe, turnschuh, turnschuhe, chaussure, zapato, zapatos, zapatilla, scarpa, scarpe, "
    "sapato, sapatos, tenis de corrida, 靴, スニーカー",
    "bag": "handtasche, tasche, sac a main, bolso, borsa, borsetta, bolsa, バッグ, 鞄",
    "bottle": "flasche, flaschen, parfum, bouteille, botella, bottiglia, garrafa, perfume, profumo, ボトル, 瓶, 香水",
    "box": "paket, pakete, karton, colis, un carton, paquete, caja de carton, pacco, scatola, pacote, caixa, "
    "段ボール, 荷物",
    "trophy": "pokal, sieger, meisterschaft, trophee, champions, trofeo, premio, campeon, vincitore, trofeu, "
    "campeao, トロフィー, 優勝",
    "cup": "kaffee, tasse, cafe, taza, tazza, caffe, xicara, コーヒー, 紅茶",
    "bowl": "nudeln, suppe, nouilles, la soupe, sopa, fideos, zuppa, macarrao, ラーメン, うどん, スープ",
    "glass": "wein, weinglas, sekt, un verre, du vin, le vin, vino, copa de vino, un bicchiere, vinho, "
    "taca de vinho, ワイン, 乾杯",
    "pizza": "ピザ",
    "cake": "kuchen, torte, geburtstag, gateau, gateaux, anniversaire, pastel, tarta, cumpleanos, una torta, "
    "compleanno, bolo, aniversario, ケーキ, 誕生日",
    "burger": "hamburguesa, hamburgues, ハンバーガー",
    "apple": "apfel, pomme, pommes, manzana, mela, maca, リンゴ, りんご",
    "bread": "brot, backerei, du pain, le pain, boulangerie, el pan, panaderia, il pane, panetteria, pao, "
    "padaria, 食パン, パン屋",
    "icecream": "eiscreme, eisdiele, glace a la vanille, helado, helados, sorvete, アイスクリーム, ソフトクリーム",
    "book": "ein buch, das buch, bucher, lesen, un livre, le livre, livres, bibliotheque, libro, libros, libri, "
    "biblioteca, livro, 絵本, 読書, 図書館, 本を",
    "ball": "fussball, ein ball, ballon de foot, le football, futbol, balon, pelota, calcio, pallone, futebol, "
    "bola de futebol, サッカー, ボール",
    "helmet": "schutzhelm, bauhelm, baustelle, sicherheit zuerst, casque de chantier, casque de securite, casco, "
    "casco de seguridad, elmetto, capacete, ヘルメット, 安全第一",
    "clock": "wecker, wanduhr, horloge, reveil, el reloj, despertador, orologio, sveglia, relogio, 時計, 目覚まし",
    "gift": "geschenk, geschenke, cadeau, cadeaux, regalo, regalos, regali, presente de natal, プレゼント, 贈り物",
    "calendar": "kalender, termin, calendrier, rendez vous, calendario, cita previa, appuntamento, カレンダー, 予定",
    "plant": "topfpflanze, zimmerpflanze, plante verte, plante en pot, planta, plantas, una pianta, piante, "
    "観葉植物, 鉢植え",
    "heart": "herz, herzen, verliebt, spende, spenden, coeur, cœur, coeurs, amoureux, corazon, corazones, cuore, "
    "cuori, coracao, coracoes, ハート, 恋",
    "sign": "warnung, achtung, gefahr, warnschild, avertissement, attention danger, peligro, advertencia, "
    "senal de trafico, pericolo, attenzione, perigo, aviso, 注意, 危険, 警告",
    "key": "schlussel, une cle, cles, clef, llave, llaves, chiave, chiavi, chave, chaves, 鍵",
    "gear": "zahnrad, zahnrader, getriebe, engrenage, engrenages, engranaje, engranajes, ingranaggio, "
    "ingranaggi, engrenagem, 歯車",
    "bulb": "gluhbirne, geistesblitz, ampoule, bombilla, lampadina, lampada, 電球, ひらめき",
    "pin": "standort, stecknadel, notre adresse, ubicacion, destino, posizione, destinazione, localizacao, "
    "現在地, 目的地",
    "coin": "munze, munzen, geld, sparen, piece de monnaie, argent, epargne, moneda, monedas, dinero, ahorro, "
    "moneta, monete, soldi, risparmio, moeda, moedas, dinheiro, コイン, お金, 貯金",
    "guitar": "gitarre, guitare, guitarra, chitarra, violao, ギター",
    "bicycle": "fahrrad, velo, bicyclette, bicicleta, bicicletta, 自転車",
    "train": "zug, eisenbahn, un train, tren, treno, trem, 電車, 列車, 新幹線",
    "truck": "lastwagen, lkw, camion, caminhao, トラック",
    "bus": "autobus, onibus, バス",
    "submarine": "u boot, unterseeboot, sous marin, submarino, sottomarino, 潜水艦",
    "drone": "drohne, drohnen, dron, ドローン",
    "satellite": "satellit, satelite, 衛星",
    "horse": "pferd, pferde, cheval, chevaux, caballo, caballos, cavallo, cavalli, cavalo, cavalos, 馬",
    "dog": "hund, hunde, chien, chiens, perro, perros, il cane, un cane, cani, cachorro, cao, 犬",
    "cat": "katze, katzen, un chat, le chat, chaton, gato, gatos, gatto, gatti, 猫",
    "cow": "kuh, kuhe, vache, vaches, vaca, vacas, mucca, mucche, 牛",
    "deer": "hirsch, reh, rehe, cerf, ciervo, cervo, 鹿",
    "fox": "fuchs, fuchse, renard, zorro, volpe, raposa, キツネ, 狐",
    "bear": "ein bar, der bar, baren, un ours, les ours, oso, osos, orso, orsi, urso, ursos, クマ, 熊",
    "owl": "eule, eulen, uhu, hibou, chouette, buho, lechuza, gufo, civetta, coruja, フクロウ",
    "elephant": "elefant, elefanten, elefante, elefanti, 象, ゾウ",
    "rabbit": "hase, hasen, kaninchen, lapin, lievre, conejo, coniglio, coelho, ウサギ, 兎",
    "penguin": "pinguin, pinguine, manchot, pingouin, pinguino, pinguini, ペンギン",
    "dolphin": "delfin, delfine, delfines, dauphin, delfino, delfini, golfinho, イルカ",
    "turtle": "schildkrote, schildkroten, tortue, tortuga, tartaruga, tartarughe, ウミガメ, 亀",
    "jellyfish": "qualle, quallen, meduse, medusas, agua viva, クラゲ",
    "whale": "wal, wale, baleine, ballena, balena, baleia, クジラ, 鯨",
    "fish": "fisch, fische, poisson, poissons, pez, peces, pesce, pesci, peixe, peixes, 魚",
    "butterfly": "schmetterling, schmetterlinge, papillon, mariposa, farfalla, borboleta, 蝶",
    "flower": "blume, blumen, fleur, fleurs, flor, flores, fiore, fiori, 花",
    "campfire": "lagerfeuer, feu de camp, fogata, hoguera, falo, fogueira, 焚き火",
    "globe": "erde, weltkugel, planete terre, la terre, la tierra, la terra, 地球",
    "skyscraper": "wolkenkratzer, hochhaus, gratte ciel, rascacielos, grattacielo, arranha ceu, 高層ビル",
    "factory": "fabrik, usine, fabrica, fabbrica, 工場",
    "castle": "schloss, burg, chateau, castillo, castello, castelo, 城",
    "church": "kirche, eglise, iglesia, chiesa, igreja, 教会",
    "temple": "tempel, templo, tempio, 寺, 神社",
    "bridge": "brucke, pont, puente, ponte, 橋",
    "windmill": "windmuhle, moulin, molino, mulino, moinho",
    "tent": "zelt, une tente, carpa, tienda de campana, tenda, テント",
    "bench": "parkbank, un banc, panchina, ベンチ",
    "lamp": "laterne, strassenlaterne, lampadaire, farola, lampione, 街灯",
}

ACTIVITIES: dict[str, str] = {
    "person": "wandert, spaziert, marche, se promene, camina, pasea, cammina, passeggia, caminha, passeia, 歩く, 散歩",
    "runner": "rennt, joggt, corre, corriendo, correndo, 走る人",
    "swimmer": "schwimmt, nage, nada, nuota, 泳ぐ",
    "dancer": "tanzt, tanzen, danse, baila, bailando, danza, balla, danca, 踊る",
    "reader": "liest, lit un livre, legge, 読む",
    "chef": "kocht, cuisine, cocina, cucina, cozinha",
}

TIMES: dict[str, str] = {
    "dawn": "morgen, morgens, sonnenaufgang, aube, lever du soleil, matin, amanecer, alba, mattina, amanhecer, "
    "朝, 夜明け, 日の出",
    "sunset": "sonnenuntergang, goldene stunde, heure doree, hora dorada, ora dorata, hora dourada, dammerung, "
    "abend, abends, coucher du soleil, coucher de soleil, crepuscule, soir, atardecer, "
    "puesta de sol, tramonto, sera, por do sol, entardecer, 夕日, 夕焼け, 夕方",
    "night": "nacht, nachts, mitternacht, blaue stunde, mond, minuit, heure bleue, medianoche, hora azul, "
    "mezzanotte, ora blu, meia noite, 真夜中, sterne, nuit, lune, noche, luna, estrellas, notte, noite, lua, 夜, "
    "月, 星空",
    "day": "mittag, sonnig, midi, ensoleille, mediodia, soleado, mezzogiorno, soleggiato, meio dia, ensolarado, "
    "昼, 晴れ",
}

WEATHERS: dict[str, str] = {
    "rain": "regen, sturm, gewitter, pluie, tempete, orage, lluvia, tormenta, pioggia, tempesta, chuva, tempestade, "
    "雨, 嵐",
    "snow": "schnee, schneefall, neige, nieve, nevicata, neve, 雪, 吹雪",
    "fog": "nebel, neblig, brouillard, brume, niebla, nebbia, nevoeiro, 霧",
}

SEASONS: dict[str, str] = {
    "autumn": "herbst, herbstlich, oktober, automne, septembre, octobre, novembre, otono, septiembre, octubre, "
    "noviembre, "
    "autunno, settembre, ottobre, outono, setembro, outubro, novembro, 秋, 紅葉, 9月, 10月, 11月",
    "winter": "winterlich, weihnachten, dezember, januar, februar, hiver, noel, decembre, janvier, fevrier, invierno, "
    "navidad, diciembre, enero, febrero, inverno, natale, dicembre, gennaio, febbraio, natal, dezembro, janeiro, "
    "fevereiro, "
    "冬, クリスマス, 12月, 1月, 2月",
    "spring": "fruhling, fruhjahr, im marz, im mai, printemps, au printemps, avril, primavera, abril, aprile, maggio, "
    "春, 桜, 3月, 4月, 5月",
    "summer": "sommer, juni, juli, ete, en ete, juin, juillet, aout, verano, junio, julio, agosto, estate, giugno, "
    "luglio, "
    "verao, junho, julho, 夏, 6月, 7月, 8月",
}

MOODS: dict[str, str] = {
    "calm": "ruhig, ruhige, still, stille, friedlich, sanft, calme, paisible, doux, tranquilo, tranquila, calma, "
    "sereno, "
    "serena, tranquillo, 静か, 穏やか, 静けさ",
    "bright": "frohlich, heiter, lustig, joyeux, joyeuse, gai, alegre, feliz, felice, allegro, divertido, 楽しい, "
    "明るい, 嬉しい",
    "epic": "episch, gewaltig, machtig, dramatisch, epique, majestueux, dramatique, epico, epica, majestuoso, "
    "maestoso, "
    "壮大, 雄大, 迫力",
    "tense": "dunkel, dustere, geheimnisvoll, unheimlich, spannend, warnung, gefahr, sombre, mysterieux, inquietant, "
    "oscuro, "
    "misterioso, peligro, misteriosa, inquietante, pericolo, perigo, sombrio, 不気味, 緊張, 危険, 警告",
}

STYLES: dict[str, str] = {
    "paper": "papier, scherenschnitt, papier decoupe, papel recortado, carta ritagliata, papercut, 折り紙, 切り絵",
    "watercolor": "aquarell, aquarelle, acuarela, acquerello, acquarello, aquarela, 水彩, 水彩画",
    "pixel": "pixelkunst, pixelart, ピクセル, ドット絵",
    "blueprint": "blaupause, bauplan, plan technique, plano tecnico, disegno tecnico, 設計図, 青写真",
    "neon": "neonstil, style neon, estilo neon, stile neon",
    "editorial": "magazinstil, 雑誌風",
}

COLOURS: dict[str, str] = {
    "red": "rote, roter, rotes, rouge, rojo, roja, rosso, rossa, vermelho, vermelha, 赤",
    "orange": "orangefarben, naranja, arancione, laranja, オレンジ",
    "gold": "golden, goldene, dore, doree, dorado, dorada, dorato, dourado, 金色",
    "yellow": "gelb, gelbe, jaune, amarillo, amarilla, giallo, gialla, amarelo, amarela, 黄色",
    "green": "grun, grune, vert, verte, verde, 緑",
    "teal": "turkis, 青緑",
    "blue": "blau, blaue, bleu, bleue, azul, blu, 青",
    "purple": "lila, violett, morado, viola, roxo, 紫",
    "pink": "rosa, ピンク",
}
