//! French: elided articles, half hours, and thermostats.

use super::all;

#[test]
fn times() {
    all(
        "fr",
        &[
            ("Enfourner pour 30 minutes.", "30m"),
            ("Laisser mijoter une heure et demie.", "1.5h"),
            ("Laisser reposer une demi-heure.", "30m"),
            ("Cuire un quart d’heure.", "15m"),
            ("Cuire trois quarts d'heure à feu doux.", "45m"),
            ("Faire cuire 1 h 30.", "1.5h"),
            ("Faire cuire 1h30 environ.", "1.5h"),
            ("Cuire 2 h 15 min.", "2.25h"),
            ("Laisser cuire 10 à 12 minutes.", "10m-12m"),
            ("Cuire entre 20 et 25 min.", "20m-25m"),
            ("Laisser mariner toute la nuit.", "8h-12h"),
            ("Réserver au frais 4 heures ou toute une nuit.", "4h-12h"),
            ("Mariner au moins 2 heures, de préférence une nuit.", "2h-12h"),
            ("Laisser lever au moins 1 heure.", "1h+"),
            ("Cuire 5 minutes au maximum.", "0s-5m"),
            ("Poursuivre la cuisson encore 10 minutes.", "10m more"),
            ("Prolonger de 5 minutes supplémentaires.", "5m more"),
            ("Saisir 3 minutes de chaque côté.", "3m side"),
            ("Pétrir pendant une dizaine de minutes.", "10m hands"),
            ("Fouetter 3 minutes en remuant sans cesse.", "3m hands"),
            ("Laisser tremper 1,5 heure.", "1.5h"),
            ("Laisser refroidir vingt-cinq minutes.", "25m"),
            ("Laisser reposer 10 minutes avant de servir.", "10m"),
        ],
    );
}

#[test]
fn others() {
    all(
        "fr",
        &[
            ("Se conserve 3 jours au réfrigérateur.", "(3d storage)"),
            ("Ces biscuits se gardent 2 semaines dans une boîte hermétique.", "(14d storage)"),
            ("Peut être préparé 2 jours à l'avance.", "(2d ahead)"),
            ("Préparation : 20 minutes", "(20m total)"),
            ("Arroser toutes les 15 minutes.", "every 15m"),
            ("Cuire 1 heure. Au bout de 40 minutes, couvrir.", "1h, @40m"),
            ("Ajouter les herbes les dernières 5 minutes.", "left 5m"),
            ("Ajouter le sel 10 minutes avant la fin de la cuisson.", "left 10m"),
            ("Cuire 40 minutes en retournant à mi-cuisson.", "40m, half"),
            ("Laisser reposer quelques minutes.", "few"),
            ("Sortir la viande une heure avant de la cuire.", "(1h lead)"),
        ],
    );
}

#[test]
fn heats() {
    all(
        "fr",
        &[
            ("Préchauffer le four à 180 °C (th. 6).", "180C pre"),
            ("Préchauffez le four thermostat 6.", "180C pre"),
            ("Préchauffez le four à th. 6/7.", "180-210C pre"),
            ("Cuire au four à 200°C chaleur tournante pendant 20 min.", "200C fan, 20m"),
            ("Enfourner à 210 degrés.", "210C?"),
            ("Chauffer l'huile à 170 °C.", "170C oil"),
            ("Cuire jusqu'à une température à cœur de 63 °C.", "63C inside"),
            ("Cuire le sirop jusqu'à ce qu'il atteigne 118 °C.", "118C sugar"),
        ],
    );
}
