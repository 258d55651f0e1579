"""English forms that no stemmer finds: irregular verbs and plurals, and words for rise and fall."""

_FORMS = """
arise arose arisen
become became
begin began begun
break broke broken
bring brought
build built
buy bought
choose chose chosen
come came
draw drew drawn
drive drove driven
fall fell fallen
feel felt
fight fought
find found
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown growth
hear heard
hide hid hidden
hold held
keep kept
know knew known
lay laid
lead led
leave left
lend lent
lose lost loss
make made
mean meant
meet met
pay paid
rise rose risen
run ran
see saw seen
seek sought
sell sold sale sales
send sent
shoot shot
show shown
shrink shrank shrunk
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck
swear swore sworn
take took taken
teach taught
tell told
think thought
understand understood
wear wore worn
win won
withdraw withdrew withdrawn withdrawal
write wrote written
man men
woman women
child children
person people persons
foot feet
half halves
crisis crises
"""
LEMMAS = {form: line.split()[0] for line in _FORMS.split("\n") if line for form in line.split()[1:]}
"""The base of each irregular form, both in lower case: `sold` is of `sell`."""
