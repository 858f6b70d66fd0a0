"""Sentences of English market reports with what an editor reads in them: (subject, metric, value, direction)."""

from __future__ import annotations

import pytest

from impact.claims import extract
from impact.records import Article

PCT, LEVEL, CAP, CHANGE, POINTS, RANK, RECORD, VOLUME = (
    "price_change_pct", "price_level", "market_cap_level_usd", "market_cap_change_usd", "index_points_change", "ranking", "record", "volume",
)  # fmt: skip

CASES = [
    # tickers that the article itself prints, and exchanges that are no index
    ("Terns Pharmaceuticals Inc. (TERN) leapt 22.6 percent. The shares had traded as high as $11.40.", {("TERN", PCT, 22.6, "up"), ("TERN", LEVEL, 11.4, None)}),
    ("Apple (Nasdaq: AAPL) rose 2%.", {("AAPL", PCT, 2.0, "up")}),
    ("Foobar Bio Corp. (Nasdaq: FOOB) climbed 8.9 percent.", {("FOOB", PCT, 8.9, "up")}),
    ("Shares fell. International Energy Agency (IEA) shares fell 3%.", {(None, PCT, 3.0, "down")}),
    ("New York, Apr 13 (PTI) The shares of Infosys tanked 20.6 per cent.", {("INFY.NS", PCT, 20.6, "down")}),
    # labels over what follows, stand-ins behind several companies in another paragraph
    ("1. Nike (NKE).\nBoeing's bid did most of the work. The stock jumped 83%.\n2. Ford (F).\nIts shares fell 3%.", {("NKE", PCT, 83.0, "up"), ("F", PCT, 3.0, "down")}),
    ("Apple cut its forecast\n\nApple warned. Intel dropped 7 percent, Qorvo 8 percent.\n\nThe stock has tumbled 39 percent.", {("INTC", PCT, 7.0, "down"), ("QRVO", PCT, 8.0, "down"), ("AAPL", PCT, 39.0, "down")}),
    # a place before an owner, an adverb for two, futures by their short name, old highs, lawsuits, stakes
    ("In Germany Apple's supplier Dialog Semiconductor sank 9.5 percent, and Infineon lost 4 percent.", {("DLG.DE", PCT, 9.5, "down"), ("IFX.DE", PCT, 4.0, "down")}),
    ("KB Home and Meritage Homes closed 3% and 1.8% higher.", {("KBH", PCT, 3.0, "up"), ("MTH", PCT, 1.8, "up")}),
    ("Dow e-minis were down 347 points.", {("YM=F", POINTS, 347.0, "down")}),
    ("Ford closed at $6.74, well off its July high of $11.62.", {("F", LEVEL, 6.74, None), ("F", LEVEL, 11.62, None)}),
    ("The Dow rose 4.1 percent and at 33,747.86 is now down only 7.1 percent for the year.", {("^DJI", PCT, 4.1, "up"), ("^DJI", LEVEL, 33747.86, None), ("^DJI", PCT, 7.1, "down")}),
    ("Bank of America lost 20 percent after AIG said it would sue for $10 billion.", {("BAC", PCT, 20.0, "down"), ("BAC", "cause", None, "down")}),
    ("CoreWeave rose 3%. The founder owns a stake that is now worth more than $6 billion.", {("CRWV", PCT, 3.0, "up")}),
    # a number put in between, and the adverb behind it
    ("Most of the losses were recouped; the Dow finished 120.40 points, or 0.5 per cent, lower at 24,100.20.", {("^DJI", POINTS, 120.4, "down"), ("^DJI", PCT, 0.5, "down"), ("^DJI", LEVEL, 24100.2, "down")}),
    ("Stocks slid at first. The FTSE 100 closed 61.3 points, or 0.8%, higher at 7,512.10.", {("^FTSE", POINTS, 61.3, "up"), ("^FTSE", PCT, 0.8, "up"), ("^FTSE", LEVEL, 7512.1, "up")}),
    # the benchmark is the index so called, not the one named last or later
    ("The S&P 500 slid. The Nasdaq lost 3%. The benchmark fell 74 points.", {("^IXIC", PCT, 3.0, "down"), ("^GSPC", POINTS, 74.0, "down")}),
    ("Traders sold the S&P 500. The benchmark shed 1.2%, while the Nasdaq slid 2.1%.", {("^GSPC", PCT, 1.2, "down"), ("^IXIC", PCT, 2.1, "down")}),
    ("The Nikkei opened weaker. The benchmark closed up 0.4%.", {("^N225", PCT, 0.4, "up")}),
    # from whom an amount is taken
    ("The sell-off wiped $1.4 trillion from the S&P 500.", {("^GSPC", CHANGE, 1.4e12, "down")}),
    ("Nearly $300 billion evaporated from Apple.", {("AAPL", CHANGE, 3e11, "down")}),
    ("Markets fell, with $900 billion in market value disappearing from the Nasdaq.", {("^IXIC", CHANGE, 9e11, "down")}),
    ("Nvidia lost $300 billion from Monday.", {("NVDA", CHANGE, 3e11, "down")}),
    # a peak at the head of the sentence: its direction is not that of the verb behind it
    ("Tesla is weak. Since its May peak of $300.50 it has dropped 20%.", {("TSLA", LEVEL, 300.5, None), ("TSLA", PCT, 20.0, "down")}),
    # a currency that is spelt like a verb
    ("The market value of Samsung Electronics was counted as 600 trillion won.", {("005930.KS", CAP, 6e14, None)}),
    # sectors named like shares
    ("The S&P 500 fell 2%, led by energy with a 6.5% loss.", {("^GSPC", PCT, 2.0, "down"), ("ENERGY", PCT, 6.5, "down")}),
    # what is no market claim goes on behind an "and" or a comma
    ("Nike fell 2%. It expects earnings of between $8.50 and $8.60 a share, down from an earlier range of $9.15 to $9.30.", {("NKE", PCT, 2.0, "down")}),
    ("Nike fell 2%. Earnings were $2.04 a share, while Wall Street had been looking for $2.64.", {("NKE", PCT, 2.0, "down")}),
    ("The S&P 500 rose 1%, even as the median price of a home climbed 2.8%.", {("^GSPC", PCT, 1.0, "up")}),
    ("Samsung rose 3%. The won-dollar exchange rate was 1431.7 won.", {("005930.KS", PCT, 3.0, "up")}),
    # a bracket between a number and its adverb
    ("The Dow closed 101.24 points (0.57%) lower.", {("^DJI", POINTS, 101.24, "down"), ("^DJI", PCT, 0.57, "down")}),
    ("The Kospi closed at 3042.83, which is 31.24 points (1.03%) higher than on Monday.", {("^KS11", LEVEL, 3042.83, None), ("^KS11", POINTS, 31.24, "up"), ("^KS11", PCT, 1.03, "up")}),
    ("The Dow rose to 34,000 points (up 2%).", {("^DJI", LEVEL, 34000.0, "up"), ("^DJI", PCT, 2.0, "up")}),
    # the record that something fell from was a high
    ("Nvidia is off 5% from its record.", {("NVDA", PCT, 5.0, "down"), ("NVDA", RECORD, None, "up")}),
    ("The S&P 500 has fallen 12 per cent from December's record.", {("^GSPC", PCT, 12.0, "down"), ("^GSPC", RECORD, None, "up")}),
    # of several companies without a name
    ("Infosys rose 2%. The market capitalisation of listed companies reached Rs 140 lakh crore.", {("INFY.NS", PCT, 2.0, "up"), (None, CAP, 1.4e14, None)}),
    # a sector of an index, another index and a fund on it are not the index
    ("The S&P 500 rose. The S&P 500 utilities index tumbled 4.1 percent.", {("UTILITIES", PCT, 4.1, "down")}),
    ("The S&P 500's energy sector shed 3%.", {("ENERGY", PCT, 3.0, "down")}),
    ("The Philadelphia chip index fell 3%.", {("^SOX", PCT, 3.0, "down")}),
    ("The FTSE 350 gained 1%, the FTSE 100 0.5%.", {(None, PCT, 1.0, "up"), ("^FTSE", PCT, 0.5, "up")}),
    ("The Nikkei 225 index fell 2%.", {("^N225", PCT, 2.0, "down")}),
    ("The news sent the Dow 500 points lower.", {("^DJI", POINTS, 500.0, "down")}),
    ("The SPDR S&P Biotech ETF fell over 8%.", {(None, PCT, 8.0, "down")}),
    ("The Invesco Nasdaq 100 ETF rose 2%.", {(None, PCT, 2.0, "up")}),
    # among whom a rank is
    ("Boeing slid 5 percent and was the worst performer among the 30 Dow stocks.", {("BA", PCT, 5.0, "down"), ("BA", RANK, None, "down")}),
    ("Vonovia sank 6.6% and was the DAX's biggest loser.", {("VNA.DE", PCT, 6.6, "down"), ("VNA.DE", RANK, None, "down")}),
    ("In May Palantir gained 34% and was the best stock of the S&P 500; in June it added another 7%.", {("PLTR", PCT, 34.0, "up"), ("PLTR", RANK, None, "up"), ("PLTR", PCT, 7.0, "up")}),
    # asides between the name and its verb or number
    ("Chip stocks fell as well, though Intel, at minus 3.2 percent, held up better than most.", {("INTC", PCT, 3.2, "down")}),
    ("Chip stocks fell, though Foobar, at minus 3.2 percent, held up better.", {(None, PCT, 3.2, "down")}),
    ("In Paris the CAC 40, full of banks and planemakers, put on no less than 7.6%.", {("^FCHI", PCT, 7.6, "up")}),
    ("The Dow, despite a rally in Boeing, lost 3%.", {("^DJI", PCT, 3.0, "down")}),
    ("Apple rose 1% and, on top of that, Boeing gained 3%.", {("AAPL", PCT, 1.0, "up"), ("BA", PCT, 3.0, "up")}),
    ("Zoom, by contrast, tumbled 17%.", {("ZM", PCT, 17.0, "down")}),
    ("Wall Street was mixed, with the Nasdaq ending 0.6% higher.", {("^IXIC", PCT, 0.6, "up")}),
    # names that go on, names whose number has no verb
    ("Shares of Continental Foobar fell 3%.", {(None, PCT, 3.0, "down")}),
    ("Apple fell 5%, Microsoft about 3% and Foobar more than 2%.", {("AAPL", PCT, 5.0, "down"), ("MSFT", PCT, 3.0, "down"), (None, PCT, 2.0, "down")}),
    ("Apple's shares climbed 5%, chipmaker Intel's more than 20%.", {("AAPL", PCT, 5.0, "up"), ("INTC", PCT, 20.0, "up")}),
    # as many as were named last; a company of a person
    ("The Dow rose 1%. The S&P 500 added 2%, the Nasdaq 3%. For May the three were up 2.5, 4.5 and 3.5 percent respectively.", {("^DJI", PCT, 1.0, "up"), ("^GSPC", PCT, 2.0, "up"), ("^IXIC", PCT, 3.0, "up"), ("^DJI", PCT, 2.5, "up"), ("^GSPC", PCT, 4.5, "up"), ("^IXIC", PCT, 3.5, "up")}),
    ("Markets mixed\n\nFoobar is up. Pinterest fell 2%. Shares of his company are up 45%, says the founder.", {("PINS", PCT, 2.0, "down"), (None, PCT, 45.0, "up")}),
    # a question of its own line starts anew
    ("What happened to Intel?\n\nIntel fell 26.1%.\n\nDid it pull others down?\n\nThe Nasdaq lost 2.4%.\n\nIs the share cheap now?\n\nOpinions differ. It is down 57%.", {("INTC", PCT, 26.1, "down"), ("^IXIC", PCT, 2.4, "down"), ("INTC", PCT, 57.0, "down")}),
    # a bare number goes on with the money before it
    ("The Dax fell 1%. Bayer climbed 7.6% to 25.80 euros, having earlier touched a record high of 26.15.", {("^GDAXI", PCT, 1.0, "down"), ("BAYN.DE", PCT, 7.6, "up"), ("BAYN.DE", LEVEL, 25.8, "up"), ("BAYN.DE", LEVEL, 26.15, None), ("BAYN.DE", RECORD, None, "up")}),
    # a number of members that is no amount of points; a level before a word that counts nothing
    ("The Dow ended under 30,000 for a second day.", {("^DJI", LEVEL, 30000.0, "down")}),
    ("It took the Dow 41 years to reach 1,000 points.", {("^DJI", LEVEL, 1000.0, None)}),
    # volumes of the whole market, and what they are compared with
    ("The S&P 500 rose 1%. In all, 11.8 billion shares changed hands, against an average of 12.7 billion.", {("^GSPC", PCT, 1.0, "up"), ("MARKET", VOLUME, 11.8e9, None), ("MARKET", VOLUME, 12.7e9, None)}),
    ("Volume on the Big Board came to 2.3 billion shares.", {("MARKET", VOLUME, 2.3e9, None)}),
    # what a share costs, what a scare costs its holders
    ("Apple rose 2%. A year ago one share cost $157.", {("AAPL", PCT, 2.0, "up"), ("AAPL", LEVEL, 157.0, None)}),
    ("The recall cost Boeing 3%.", {("BA", PCT, 3.0, "down")}),
    ("Intel sank. It was the biggest loss in years, and it cost shareholders about $9.4 billion.", {("INTC", RECORD, None, "down"), ("INTC", CHANGE, 9.4e9, "down")}),
    ("A quarter of Target's stock market value went up in smoke.", {("TGT", PCT, 25.0, "down")}),
    ("Intel reported a loss of $1.6 billion.", set()),
    # records that something is below of: of them a record is told, if anything is told of it
    ("The Nasdaq slipped 2.4% and is now more than 10% below its July 10 record.", {("^IXIC", PCT, 2.4, "down"), ("^IXIC", PCT, 10.0, "down"), ("^IXIC", RECORD, None, "up")}),
    ("The sell-off had pushed the S&P 500 to 5% below its record.", {("^GSPC", PCT, 5.0, "down")}),
    # streaks that end
    ("The Dow snapped a five-day losing streak with a gain of 304 points.", {("^DJI", RECORD, None, "down"), ("^DJI", POINTS, 304.0, "up")}),
    ("The S&P 500 fell 1.3%, snapping a four-week winning streak.", {("^GSPC", PCT, 1.3, "down"), ("^GSPC", RECORD, None, "up")}),
    # other words of a change
    ("Delta, which had withdrawn its forecast, ended up 23.4%.", {("DAL", PCT, 23.4, "up")}),
    ("Even Apple was 27% cheaper at the end.", {("AAPL", PCT, 27.0, "down")}),
    ("PayPal and Netflix were cut by 62% and 51% respectively.", {("PYPL", PCT, 62.0, "down"), ("NFLX", PCT, 51.0, "down")}),
    ("Foobar fell 2%. Palantir, known as the data miner, more than doubled.", {(None, PCT, 2.0, "down"), ("PLTR", PCT, 100.0, "up")}),
    ("Strategists believe the S&P will climb to 4,200.", set()),
    # an index that a share enters or beats is no subject
    ("Nvidia joined the Dow in November and hit an all-time high of $148.81.", {("NVDA", LEVEL, 148.81, None), ("NVDA", RECORD, None, "up")}),
    # short names, once the whole name is there
    ("Procter & Gamble beat forecasts. Intel fell 2%. Procter closed at 145 dollars.", {("INTC", PCT, 2.0, "down"), ("PG", LEVEL, 145.0, None)}),
    ("Intel fell 2%. Procter closed at 145 dollars.", {("INTC", PCT, 2.0, "down"), (None, LEVEL, 145.0, None)}),
    # sectors named like shares, where a number is theirs
    ("The S&P 500 fell 1%. Financials rose 2%, while energy lost 3% and materials 1%.", {("^GSPC", PCT, 1.0, "down"), ("FINANCIALS", PCT, 2.0, "up"), ("ENERGY", PCT, 3.0, "down"), ("MATERIALS", PCT, 1.0, "down")}),
    ("Energy was the week's worst group with a drop of 17%.", {("ENERGY", RANK, None, "down"), ("ENERGY", PCT, 17.0, "down")}),
    ("Consumer prices rose 3%. Energy rose 5%, energy prices 6%.", set()),
    # amounts of a deal and of a loss are no market values and no records of a share
    ("First Horizon lost half of its value, as the bank left their $13.4 billion merger.", {("FHN", PCT, 50.0, "down"), ("FHN", "cause", None, "down")}),
    ("Boeing fell 4% on a record annual loss of $11.9bn.", {("BA", PCT, 4.0, "down")}),
    ("Foobar Software surged 33.7% to $167.41 on Salesforce's $15.7 billion bid; Salesforce slid 5.3%.", {(None, PCT, 33.7, "up"), (None, LEVEL, 167.41, "up"), ("CRM", PCT, 5.3, "down")}),
    ("Beyond Meat, last month's hottest IPO, climbed another 21% to $168.10.", {("BYND", PCT, 21.0, "up"), ("BYND", LEVEL, 168.1, "up")}),
    ("Commerzbank, which will cut 9,600 jobs, still ended 0.4 percent lower. Shares fell.", {("CBK.DE", PCT, 0.4, "down")}),
    # lines of market value
    ("Tesla falls below $1 trillion.", {("TSLA", CAP, 1e12, "down")}),
    ("Tesla shares slid. Apple tops $3 trillion.", {("AAPL", CAP, 3e12, None)}),
    ("Apple shares rose 1%. Costs rose above $60 billion.", {("AAPL", PCT, 1.0, "up")}),
    # sectors, sectors of an index, and what is neither
    ("Every S&P 500 sector fell 2%.", {(None, PCT, 2.0, "down")}),
    ("The S&P 500 fell 2%. Utilities, usually a safe haven, sank 4.3%, energy 4%.", {("^GSPC", PCT, 2.0, "down"), ("UTILITIES", PCT, 4.3, "down"), ("ENERGY", PCT, 4.0, "down")}),
    ("Tesla fell 2%. Consumer confidence posted its largest monthly decline since August 2021.", {("TSLA", PCT, 2.0, "down")}),
    ("The S&P 500 rose 1%. The 10-year yield tumbled to 3.81%, its biggest daily decline in over a decade.", {("^GSPC", PCT, 1.0, "up")}),
    # clocks, and per cent as Australians write it
    ("ASX loses 2.5pc. At 4.15pm AEST the index was down 131.8 points at 5221.3.", {("^AXJO", PCT, 2.5, "down"), ("^AXJO", POINTS, 131.8, "down"), ("^AXJO", LEVEL, 5221.3, None)}),
    # whose business grew, whose shares fell
    ("Rival Microsoft, whose Azure business grew 29%, rose 3.1%.", {("MSFT", PCT, 3.1, "up"), (None, PCT, 29.0, "up")}),
    ("Microsoft, whose shares fell 29% last year, rose 3.1%.", {("MSFT", PCT, 3.1, "up"), ("MSFT", PCT, 29.0, "down")}),
    # it is no industry, trades are no company, a town is no company that nobody named
    ("Comcast lost 9.5%. Charter fell with it, down 5.6%.", {("CMCSA", PCT, 9.5, "down"), ("CHTR", PCT, 5.6, "down")}),
    ("Shares fell. Block trades worth $20bn in market value were behind it.", {(None, CAP, 2e10, None)}),
    ("Kroger plunged 9.2 percent: the Cincinnati company's two-day loss was 26 percent.", {("KR", PCT, 9.2, "down"), ("KR", PCT, 26.0, "down")}),
    ("Foobar plunged 9.2 percent: the Cincinnati company's two-day loss was 26 percent.", {(None, PCT, 9.2, "down"), (None, PCT, 26.0, "down")}),
    # "It was" whose day
    ("The Nasdaq Composite added 2%. It was the S&P's best day since Aug. 10, but it remains 22% down.", {("^IXIC", PCT, 2.0, "up"), ("^GSPC", RECORD, None, "up"), ("^GSPC", PCT, 22.0, "down")}),
    # numbers handed out to names of which one is not known
    ("Homebuilders Foobar and Lennar gained 4.8% and 3.8%.", {(None, PCT, 4.8, "up"), ("LEN", PCT, 3.8, "up")}),
    # an index can lose an amount
    ("The S&P 500 fell 6%. The index has shed some $5 trillion in market value.", {("^GSPC", PCT, 6.0, "down"), ("^GSPC", CHANGE, 5e12, "down")}),
    # places that are records, and moves that are
    ("The S&P 500 lost 1 percent, the Dow closed at a record 21,384.28 with a gain of 24.38 points.", {("^GSPC", PCT, 1.0, "down"), ("^DJI", LEVEL, 21384.28, None), ("^DJI", RECORD, None, "up"), ("^DJI", POINTS, 24.38, "up")}),
    ("The Dow fell a record 777.68 points.", {("^DJI", POINTS, 777.68, "down"), ("^DJI", RECORD, None, "down")}),
    ("The VIX closed at 40.74, after touching 53.29.", {("^VIX", LEVEL, 40.74, None), ("^VIX", LEVEL, 53.29, None)}),
    # a whole paragraph ago another company was spoken of
    ("Facebook's fall\n\nFacebook fell 19%.\n\nIntel lost 2%.\n\nMarkets were calm otherwise.\n\nThe stock closed at $176.26.", {("META", PCT, 19.0, "down"), ("INTC", PCT, 2.0, "down"), ("META", LEVEL, 176.26, None)}),
    # a gap takes the verb of the main clause, not that of the one put in before it
    ("Broadcom recovered 2.6% after losing 17.4%, and Oracle 3.6%.", {("AVGO", PCT, 2.6, "up"), ("AVGO", PCT, 17.4, "down"), ("ORCL", PCT, 3.6, "up")}),
    ("The Dow advanced 135 points, or 1.1%, ending a six-session slide.", {("^DJI", POINTS, 135.0, "up"), ("^DJI", PCT, 1.1, "up")}),
    ("The Dow held up better: minus 1.25% to 39,853.87, or 504.22 points.", {("^DJI", PCT, 1.25, "down"), ("^DJI", LEVEL, 39853.87, None), ("^DJI", POINTS, 504.22, "down")}),
    ("Cirrus Logic tumbled 8.6%, and Foobar in Zurich almost a quarter.", {("CRUS", PCT, 8.6, "down"), (None, PCT, 25.0, "down")}),
    # "the index" is the one that was named last, whatever its part
    ("The Hang Seng Tech Index lost 8%. UPS tumbled 7%, the biggest loser in the S&P 500. The index shed 0.5%.", {("^HSTECH", PCT, 8.0, "down"), ("UPS", PCT, 7.0, "down"), ("UPS", RANK, None, "down"), ("^GSPC", PCT, 0.5, "down")}),
    ("The Nifty rose 1%. The BSE midcap gauge gained 0.34 per cent and smallcap index jumped 0.67 per cent.", {("^NSEI", PCT, 1.0, "up"), ("^NSEMDCP50", PCT, 0.34, "up"), (None, PCT, 0.67, "up")}),
    ("The Dow lost 85.79 points. Volume on U.S. exchanges was 10.3 billion shares, vs. a 20-day average of 9.8 billion.", {("^DJI", POINTS, 85.79, "down"), ("MARKET", VOLUME, 1.03e10, None), ("MARKET", VOLUME, 9.8e9, None)}),
    # counts of losers, sums of a pair, records that others are dragged to
    ("The S&P 500 fell 2%. On the exchange, losers beat winners 1,983 to 1,059.", {("^GSPC", PCT, 2.0, "down")}),
    ("Tesla sank 12.3%. Alphabet fell 5.0%. Between them, the pair erased more than $200bn.", {("TSLA", PCT, 12.3, "down"), ("GOOGL", PCT, 5.0, "down")}),
    ("Tesla and Alphabet drag Nasdaq to worst day since 2022", {("^IXIC", RECORD, None, "down")}),
    # what a company does beside: buybacks, earnings, sales
    ("J.P. Morgan Chase, hit by a $2 billion trading loss, suspended its buyback and dropped 2.9% to $32.51.", {("JPM", PCT, 2.9, "down"), ("JPM", LEVEL, 32.51, "down")}),
    ("Starbucks gained 1.5% ahead of earnings due on Tuesday.", {("SBUX", PCT, 1.5, "up")}),
    ("Target jumped 12.7% to an all-time high of $154.22 on record quarterly sales growth.", {("TGT", PCT, 12.7, "up"), ("TGT", LEVEL, 154.22, "up")}),
    ("Apple fell 10%. Some $75 billion of the company's worth melted away.", {("AAPL", PCT, 10.0, "down"), ("AAPL", CHANGE, 7.5e10, "down")}),
    # numbers that only the first names of a row share out
    ("Royal Caribbean and Carnival shed 13.2% and 11%, United Airlines 9.6% and Boeing 5.4%.", {("RCL", PCT, 13.2, "down"), ("CCL", PCT, 11.0, "down"), ("UAL", PCT, 9.6, "down"), ("BA", PCT, 5.4, "down")}),
    # names with a sign behind them
    ("Airlines: Delta -14%, American -15.5%. Retailers: Kohl's -10.9%, Gap -8.1%, Norwegian -2%.", {("DAL", PCT, 14.0, "down"), (None, PCT, 15.5, "down"), ("KSS", PCT, 10.9, "down"), ("GAP", PCT, 8.1, "down"), (None, PCT, 2.0, "down")}),
    # the maker of what only one company makes, and what another is worth
    ("The rout left the iPhone maker's market value at $423 billion, Ford's owners noted, only a whisker above Exxon Mobil's $416 billion.", {("AAPL", CAP, 4.23e11, None), ("XOM", CAP, 4.16e11, None)}),
    # a strategist's bank and its shares, a buyer that is not named, a number in brackets
    ("The Dow fell 1%. This isn't 1987, said a strategist at Barclays, whose shares lost 2%.", {("^DJI", PCT, 1.0, "down"), ("BARC.L", PCT, 2.0, "down")}),
    ("Grubhub, which agreed to be bought, gained 0.6%; in Amsterdam the buyer's shares slumped 13%.", {("GRUB", PCT, 0.6, "up"), (None, PCT, 13.0, "down")}),
    ("Figma closed higher. The company is worth $56.3 billion (fully diluted: $68 billion), three times what Adobe had offered.", {("FIG", CAP, 5.63e10, None), ("FIG", CAP, 6.8e10, None)}),
]  # fmt: skip


def test_a_month_is_no_supposition() -> None:
    found = extract(Article(id="a", text="The Dow surged. It was the blue chips' best day since May 2020.", language="en"))
    assert [c.hypothetical for c in found if c.metric == "record"] == [False]


def test_the_city_says_which_listing() -> None:
    text = "Deutsche Bank's New York-listed shares rose 14 percent. In Frankfurt, the stock closed 6.4 percent up."
    found = extract(Article(id="a", text=text, language="en"))
    assert [(c.subject, c.value) for c in found if c.value] == [("DB", 14.0), ("DBK.DE", 6.4)]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_rule(text: str, expected: set[tuple[str | None, str, float | None, str | None]]) -> None:
    found = extract(Article(id="a", text=text, language="en"))
    kept = {(c.subject, c.metric, c.value, c.direction) for c in found if c.metric not in (None, "direction", "equivalence")}
    assert kept == expected
