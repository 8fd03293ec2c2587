"""The report of the day: a picture and a page for whoever looks once a day, of one shop or of all.

`reading.py` asks the publication, `shop_model.py` and `agency_model.py` put it into words, `picture.py` and `page.py`
set the same words, `archive.py` keeps them. No figure is computed here.
"""
