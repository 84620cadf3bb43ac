import sys
from tests.corpus.cases import case
from tests.corpus.measure import outcome, told
for n in map(int, sys.argv[1].split(',')):
    c=case(n); o=outcome(c)
    print('=====',n,c.name,c.office.name,c.year,[p.kind for p in c.planted])
    for t in told(o): print('  ',t)
    if len(sys.argv)>2:
        print(c.draft.title, c.draft.preface, c.draft.agency,c.draft.day)
        for p in c.draft.parts: print(p.heading, p.blocks)
        print('READ', o.document.title, o.document.agency, o.document.year)
        for s in o.document.sections: print('  S',s.key,s.heading,[ (type(b).__name__, getattr(b,'key',''), getattr(b,'text','')[:30]) for b in s.blocks])
        print(o.document.unread)
