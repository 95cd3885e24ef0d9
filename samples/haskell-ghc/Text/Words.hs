module Text.Words (wordsOf) where

import Data.Char (isAlpha, toLower)

-- | The words of a text, without punctuation.
wordsOf :: String -> [String]
wordsOf text = case dropWhile (not . isAlpha) text of
  "" -> []
  rest -> let (word, more) = span isAlpha rest in map toLower word : wordsOf more
