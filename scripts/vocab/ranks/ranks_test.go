package ranks
