const ENGLISH = `a an and are as at be been but by can could did do does for from had has have how i if in into is it its
may me my no not of on one only or other our so some than that the their them then there these they this those to us was
we were what when where which who whose why will with would you your`;
const SPANISH = `a al algo ante como con contra cual cuales cuando de del desde donde e el ella ellas ello ellos en entre
era es esa ese eso esta estan este esto fue ha han hay hasta la las le les lo los mas me mi muy ni no nos o otra otro para
pero por porque que quien quienes se sea ser si sin sobre son su sus tambien te tiene tienen toda todas todo todos tu un
una uno unos y ya puede pueden debe hace hacen hacer`;
const BOTH = new Set(`${ENGLISH} ${SPANISH}`.split(/\s+/));

/** Whether a word, in lower case without accents, says nothing about a subject in English or Spanish. */
export function isStopword(word: string): boolean {
  return BOTH.has(word);
}
