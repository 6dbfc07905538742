"""Many workbooks scored one after the other, in processes under limits; one bad file never stops the rest."""
