"""A tiny, valid record as a folder of CSV files, and a way to change one thing in it."""

from pathlib import Path

FILES = {
    "sources.csv": """\
source_id,publisher,title,published_on,url,accessed_via,note
s1,Home Office,First notice,2016-08-05,https://example.org/1,full article,
s2,The Press,Second notice,2021-02,http://example.org/2,,Seen in part.
""",
    "themes.csv": """\
theme_id,name,description
digital,Digital,Systems and platforms.
people,People,Training and welfare.
""",
    "forces.csv": """\
force_id,name,short_name,kind,ons_code,region,country,website,population,population_year,source_ids
norfolk,Norfolk Constabulary,Norfolk,territorial,E23000024,East of England,England,https://norfolk.example.org,857888,2011,s1;s2
gwent,Gwent Police,Gwent,territorial,W15000003,Wales,Wales,,,,s2
nca,National Crime Agency,NCA,national_body,,National,United Kingdom,,,,s1
""",
    "tile_grid.csv": """\
force_id,column,row
norfolk,5,4
gwent,1,6
""",
    "force_officers.csv": """\
force_id,as_at,officers_fte,source_ids
norfolk,2016-09-30,1501.57,s1
""",
    "projects.csv": """\
project_id,title,description,theme_id,other_theme_ids,lead_id,partner_ids,national_scope,source_ids,note
lab,Data lab,"Joins, and analyses, data.",digital,people,norfolk,gwent;nca,true,s1;s2,
care,Welfare,Looks after officers.,people,,,,false,,No lead is stated.
""",
    "rounds.csv": """\
round_id,name,kind,announced_on,financial_year,source_ids,note
first,First round,bids,2016-08-05,2016-17,s1,
late,Late awards,not confirmed,,2017-18,,Not a round.
""",
    "announcements.csv": """\
round_id,amount_gbp,qualifier,as_stated,project_count,source_ids
first,23000000,about,£23 million,14,s1;s2
""",
    "awards.csv": """\
award_id,round_id,project_id,as_stated,source_ids,note
first-lab,first,lab,£1m,s1,
first-care,first,care,£0.5m,s2,
late-lab,late,lab,not published,,
""",
    "allocations.csv": """\
award_id,financial_year,amount_gbp,qualifier,rounded_to_gbp,status,as_stated,source_ids,note
first-lab,2016-17,400000,about,100000,awarded,£0.4m,s1,
first-lab,2017-18,250000.50,exactly,,provisional,"£250,000.50",s1;s2,
first-lab,,349999.50,about,,awarded,£1m,s2,The rest.
first-care,,500000,up to,,awarded,£0.5m,s2,
""",
    "fund_totals.csv": """\
total_id,period,amount_gbp,as_stated,project_count,source_ids,note
size-2016,2016-17,76400000,£76.4m,98,s1,
""",
    "sub_grants.csv": """\
sub_grant_id,award_id,recipient_id,period,amount_gbp,as_stated,source_ids,note
share-1,first-lab,gwent,2016-17,1000,£1000,s2,
""",
    "conflicts.csv": """\
entity,field,value_a,source_a,value_b,source_b,dataset_uses,reason
award:first-lab,total,£1m,s1,£1.1m,s2,£1m,The first is official.
round:first,date,5 August,s1,6 August,s2,5 August,As above.
project:lab,lead,Norfolk,s1,Gwent,s2,Norfolk,As above.
""",
}

REFERENCE_FILES = {
    "deflators.csv": """\
financial_year,index,base_year,status,release,source_ids
2016-17,76.0754,2024-25,outturn,March 2026,s1
2024-25,100.0000,2024-25,outturn,March 2026,s1
""",
    "population.csv": """\
force_id,as_at,population,source_ids,note
norfolk,2016-06-30,892870,s1;s2,
gwent,2016-06-30,587743,s1;s2,City and county.
""",
    "officers.csv": """\
force_id,as_at,officers_fte,source_ids,note
norfolk,2017-03-31,1497.2,s1,
""",
    "renamings.csv": """\
force_id,change,old_name,new_name,date,date_precision,detail,source_ids
gwent,name: proposed only,Gwent Police,Gwent Constabulary,2024-05,month,Outcome not found.,s2
""",
}
"""Facts beside the fund, which a folder may lack."""


def write_record(folder: Path) -> Path:
    """Write the files into the folder, which is made if there is none; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the one place in the file where `old` stands."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
    (folder / file).write_text(text.replace(old, new), encoding="utf-8", newline="")
