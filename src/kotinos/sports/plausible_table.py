"""What humans, boats and horses do: the best marks ever, as facts, and the slowest or lowest ones that a Games normally sees.

One line an event, the first that fits counts: discipline, gender (``*`` any), event with phase and unit (``*`` stands for anything;
without a stroke the whole event), kind of mark, record (or the most there can be), and where the kind's own do not fit the other ends of
what is usual and of what is possible. Times in seconds (``m:ss``), distances in metres.

Sources: the record lists of World Athletics, World Aquatics, World Rowing, UCI, IFSC and IWF as they stood at the end of 2025; the
greatest totals that a rule allows (ISSF 6, World Archery 12, FIG Code of Points, WBSC and others); the other ends are wide of what Games
and World Championships since 2012 have published.
"""

from __future__ import annotations

ATHLETICS = """
ATH M 100M       sprint    9.58
ATH W 100M       sprint   10.49
ATH M 200M       sprint   19.19
ATH W 200M       sprint   21.34
ATH M 400M       sprint   43.03
ATH W 400M       sprint   47.60
ATH M 110MHURD   sprint   12.80
ATH W 100MHURD   sprint   12.12
ATH M 400MHURD   sprint   45.94
ATH W 400MHURD   sprint   50.37
ATH M 4X100M     sprint   36.84
ATH W 4X100M     sprint   40.82
ATH M 4X400M     sprint  2:54.29
ATH W 4X400M     sprint  3:15.17
ATH X 4X400M     sprint  3:07.41
ATH M 800M       run     1:40.91
ATH W 800M       run     1:53.28
ATH M 1500M      run     3:26.00
ATH W 1500M      run     3:48.68
ATH M 3000MST    run     7:52.11
ATH W 3000MST    run     8:44.32
ATH M 5000M      run    12:35.36
ATH W 5000M      run    13:58.06
ATH M 10000M     run    26:11.00
ATH W 10000M     run    28:54.14
ATH M MARATHON   road  2:00:35
ATH W MARATHON   road  2:09:56
ATH M 20KMWALK   road  1:16:10
ATH W 20KMWALK   road  1:23:49
ATH X 42KWALKT   course 2:30:00  4:30:00 8:00:00
ATH M HIGHJUMP   vertical  2.45
ATH W HIGHJUMP   vertical  2.10
ATH M PLEVAULT   vertical  6.30
ATH W PLEVAULT   vertical  5.06
ATH M LONGJUMP   jump      8.95
ATH W LONGJUMP   jump      7.52
ATH M TRPLJUMP   jump     18.29
ATH W TRPLJUMP   jump     15.74
ATH M SHOTPUT    throw    23.56
ATH W SHOTPUT    throw    22.63
ATH M DISCUS     throw    75.56
ATH W DISCUS     throw    76.80
ATH M HAMMER     throw    86.74
ATH W HAMMER     throw    82.98
ATH M JAVELIN    throw    98.48
ATH W JAVELIN    throw    72.28
ATH M DECATH/100*   sprint    9.58
ATH M DECATH/LJ*    jump      8.95
ATH M DECATH/SP*    throw    23.56
ATH M DECATH/HJ*    vertical  2.45
ATH M DECATH/400*   sprint   43.03
ATH M DECATH/110H*  sprint   12.80
ATH M DECATH/DT*    throw    75.56
ATH M DECATH/PV*    vertical  6.30
ATH M DECATH/JT*    throw    98.48
ATH M DECATH/1500*  run     3:26.00
ATH W HEPTATH/100H* sprint   12.12
ATH W HEPTATH/HJ*   vertical  2.10
ATH W HEPTATH/SP*   throw    22.63
ATH W HEPTATH/200*  sprint   21.34
ATH W HEPTATH/LJ*   jump      7.52
ATH W HEPTATH/JT*   throw    72.28
ATH W HEPTATH/800*  run     1:53.28
"""

AQUATICS = """
SWM M 50MFR      swim    20.91
SWM W 50MFR      swim    23.61
SWM M 100MFR     swim    46.40
SWM W 100MFR     swim    51.71
SWM M 200MFR     swim  1:42.00
SWM W 200MFR     swim  1:52.23
SWM M 400MFR     swim  3:39.96
SWM W 400MFR     swim  3:54.18
SWM M 800MFR     swim  7:32.12
SWM W 800MFR     swim  8:04.12
SWM M 1500MFR    swim 14:30.67
SWM W 1500MFR    swim 15:20.48
SWM M 50MBA      swim    23.55
SWM W 50MBA      swim    26.86
SWM M 100MBA     swim    51.60
SWM W 100MBA     swim    57.13
SWM M 200MBA     swim  1:51.92
SWM W 200MBA     swim  2:03.14
SWM M 50MBR      swim    25.95
SWM W 50MBR      swim    29.16
SWM M 100MBR     swim    56.88
SWM W 100MBR     swim  1:04.13
SWM M 200MBR     swim  2:05.48
SWM W 200MBR     swim  2:17.55
SWM M 50MBF      swim    22.27
SWM W 50MBF      swim    24.43
SWM M 100MBF     swim    49.45
SWM W 100MBF     swim    54.60
SWM M 200MBF     swim  1:50.34
SWM W 200MBF     swim  2:01.81
SWM M 200MIM     swim  1:52.69
SWM W 200MIM     swim  2:05.70
SWM M 400MIM     swim  4:02.50
SWM W 400MIM     swim  4:23.65
SWM M 4X100MFR   swim  3:08.24
SWM W 4X100MFR   swim  3:27.96
SWM X 4X100MFR   swim  3:18.48
SWM M 4X200MFR   swim  6:58.55
SWM W 4X200MFR   swim  7:37.50
SWM M 4X100MMD   swim  3:26.78
SWM W 4X100MMD   swim  3:49.34
SWM X 4X100MMD   swim  3:37.43
OWS * 10KM       course 1:40:00 2:45:00 5:00:00
DIV M *          judged 612.75
DIV W *          judged 466.20
SWA * *          score 1200
WPO * *          goals   30
"""

BOATS_AND_WHEELS = """
ROW M SCULL1     boat  6:30.74
ROW W SCULL1     boat  7:07.71
ROW M SCULL2     boat  5:59.72
ROW W SCULL2     boat  6:37.31
ROW M SCULL2-L   boat  6:05.33
ROW W SCULL2-L   boat  6:41.36
ROW M SCULL4     boat  5:32.03
ROW W SCULL4     boat  6:05.13
ROW M NOCOX2     boat  6:08.50
ROW W NOCOX2     boat  6:47.41
ROW M NOCOX4     boat  5:37.86
ROW W NOCOX4     boat  6:14.36
ROW M COXED8     boat  5:18.68
ROW W COXED8     boat  5:52.99
CSP M C1-1000M   course 3:35  7:00   15:00
CSP M C2-500M    course 1:33  3:10    8:00
CSP M K1-1000M   course 3:15  6:30   15:00
CSP M K2-500M    course 1:23  2:45    8:00
CSP M K4-500M    course 1:15  2:30    8:00
CSP W C1-200M    course 42.5  1:25    5:00
CSP W C2-500M    course 1:47  3:30    8:00
CSP W K1-500M    course 1:43  3:30    8:00
CSP W K2-500M    course 1:32  3:10    8:00
CSP W K4-500M    course 1:27  2:50    8:00
CSL * X1         course 50    2:30    5:00
CSL * *          course 65    3:30    8:00
SAL * *          score  60
CTR M SPRINT/QUAL*   track    8.857
CTR W SPRINT/QUAL*   track    9.976
CTR M SPRTEAM3   track   40.949
CTR W SPRTEAM3   track   45.186
CTR M PURTEAM4   track 3:40.730
CTR W PURTEAM4   track 4:04.242
CTR * OMNIUM     score  250  -120  -300
CTR * MADISON    score  150  -100  -300
CRD * RR         course 3:00:00 8:00:00 12:00:00
CRD * TT         course   25:00 1:30:00  3:00:00
MTB * XCTRY      course 1:05:00 2:10:00  4:00:00
BMX * *          course   27      3:00     10:00
BMF * *          score  100
TRI * TEAM4      course 1:10:00 1:50:00  3:00:00
TRI * OLYMPIC    course 1:36:00 2:30:00  4:00:00
EQU * *          score  400
CLB M SPEED      speed    4.64
CLB W SPEED      speed    6.03
CLB * *          score  200
"""

HALLS_AND_FIELDS = """
ARC * INDIVID/QUAL*  score   720
ARC * TEAM2/QUAL*    score  1440
ARC * TEAM3/QUAL*    score  2160
ARC * INDIVID        score     7
ARC * *              score     6
SHO * ARMT/QUAL*     score   654
SHO * ARM/QUAL*      score   654
SHO * ARW/QUAL*      score   654
SHO * SKMT/QUAL*     score   150
SHO * SK*/QUAL*      score   125
SHO * TRMT/QUAL*     score   150
SHO * TR*/QUAL*      score   125
SHO * */QUAL*        score   600
SHO * R3P*/FNL*      score   490.5
SHO * AP?/FNL*       score   261.6
SHO * AR?/FNL*       score   261.6
SHO * *              score    60
GAR * 1AA            score   100
GAR * TEAM           score   300
GAR * 1AP*           judged   17
GAR * *              score   300
GRY * *              score   160
GTR * *              score   130
SKB * PARK           score   100
SKB * STREET         score   300
SRF * *              score    20
GLF * *              score   110
MPN * */*SW*         course 1:40    3:20   10:00
MPN * *              score  1700
WLF M O*             lift    492
WLF M *              lift    430
WLF W *              lift    335
FBL * *              goals    10
HBL * *              goals    48
HOC * *              goals    13
BKB * *              goals   135
BK3 * *              goals    23
RU7 * *              goals    62
FEN * TEAM*          score    45
FEN * *              score    15
TTE * TEAM           score     3
TTE * *              score     4
BDM * *              score     2
TEN * *              score     3
VBV * *              score     2
VVO * *              score     3
BOX * *              score     5
TKW * *              goals    60
WRE * *              goals    26
BKG * *              score     3
"""

TABLE = (*ATHLETICS.split("\n"), *AQUATICS.split("\n"), *BOATS_AND_WHEELS.split("\n"), *HALLS_AND_FIELDS.split("\n"))
