"""What people ask to be remembered, and the files they bring: kept, found and forgotten for one owner each."""
