-- NI 19: people of 10 to 17 on the day that starts 12 months of follow-up, and a further 3 for proof.
-- Source: figures, section 1. One row a person and quarter.
WITH followed AS (
    SELECT
        index_events.*,
        date_trunc('quarter', index_date) AS cohort_window,
        CASE disposal WHEN 'custody-release' THEN 0 WHEN 'court-order' THEN 1 ELSE 2 END AS seriousness
    FROM index_events
    WHERE index_date BETWEEN $first AND $last
        AND disposal IN ('custody-release', 'court-order', 'caution')
        AND age_band IN ('10-14', '15-17')
        AND NOT EXISTS (
            SELECT 1
            FROM endings
            WHERE endings.person = index_events.person
                AND endings.kind IN ('death', 'deportation')
                AND endings."on" <= index_events.index_date
        )
),
ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY person, cohort_window
            ORDER BY index_date, seriousness, offence_group NULLS LAST, area NULLS LAST, age_band NULLS LAST,
                sex NULLS LAST, ethnicity NULLS LAST, previous_band NULLS LAST, risk_score NULLS LAST
        ) AS place
    FROM followed
),
cohort AS (
    SELECT
        person, index_date, disposal, offence_group, area, age_band, sex, ethnicity, previous_band, risk_score
    FROM ranked
    WHERE place = 1
),
reoffended AS (
    SELECT
        cohort.person,
        cohort.index_date,
        count(*) AS reoffences,
        min(offences.offence_date) AS first_reoffence
    FROM cohort
    JOIN offences ON offences.person = cohort.person
    WHERE offences.offence_date > cohort.index_date
        AND offences.offence_date <= CAST(cohort.index_date + INTERVAL 12 MONTH AS DATE)
        AND offences.proved_date <= CAST(cohort.index_date + INTERVAL 15 MONTH AS DATE)
        AND offences.outcome IN ('conviction', 'caution')
    GROUP BY cohort.person, cohort.index_date
)
SELECT
    cohort.*,
    coalesce(reoffended.reoffences, 0) AS reoffences,
    reoffended.first_reoffence
FROM cohort
LEFT JOIN reoffended ON reoffended.person = cohort.person AND reoffended.index_date = cohort.index_date
ORDER BY cohort.person, cohort.index_date
