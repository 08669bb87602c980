"""What stock Rasa 3.6.21 did, recorded, for the fixes to be held against."""
