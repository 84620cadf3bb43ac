import sys
from tests.corpus.cases import case
from tests.corpus.measure import outcome, told
for n in map(int, sys.argv[1].split(',')):
    c=case(n); o=outcome(c)
    print('=====',n,c.name,c.office.name,c.year,[p.kind for p in c.planted])
    for p in c.draft.parts:
        if p.key=='overview': print(p.blocks)
    t=c.draft.cells['T3']; print({k:v for k,v in t.items() if k.endswith('.total') and v!='0'})
    print({k:v for k,v in c.draft.cells['T2'].items() if v!='0'})
