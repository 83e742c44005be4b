"""The topics by their titles, and by the names that people call them in four languages."""

from functools import cache

from agents.user_messages import TranslatableText

TITLES = {
    "arithmetic": TranslatableText("Arithmetic"),
    "order_of_operations": TranslatableText("Order of operations"),
    "decimals": TranslatableText("Decimals"),
    "powers": TranslatableText("Powers and roots"),
    "divisors": TranslatableText("Divisors and primes"),
    "number_bases": TranslatableText("Binary numbers"),
    "fractions": TranslatableText("Fractions"),
    "percentages": TranslatableText("Percentages"),
    "ratios": TranslatableText("Ratios and proportions"),
    "interest": TranslatableText("Interest"),
    "terms": TranslatableText("Algebraic expressions"),
    "equations": TranslatableText("Linear equations"),
    "quadratics": TranslatableText("Quadratic equations"),
    "systems": TranslatableText("Systems of equations"),
    "inequalities": TranslatableText("Inequalities"),
    "functions": TranslatableText("Functions"),
    "sequences": TranslatableText("Sequences"),
    "logarithms": TranslatableText("Logarithms"),
    "geometry": TranslatableText("Geometry"),
    "trigonometry": TranslatableText("Trigonometry"),
    "units": TranslatableText("Units"),
    "time": TranslatableText("Time"),
    "speed": TranslatableText("Speed"),
    "probability": TranslatableText("Probability"),
    "combinatorics": TranslatableText("Combinatorics"),
    "statistics": TranslatableText("Statistics"),
    "derivatives": TranslatableText("Derivatives"),
    "integrals": TranslatableText("Integrals"),
    "limits": TranslatableText("Limits"),
    "matrices": TranslatableText("Matrices and vectors"),
    "programs": TranslatableText("Programming in Python"),
    "sentences": TranslatableText("English sentences"),
}
"""What each topic is called."""

# English | Spanish | German | Chinese, each with its variants.
_NAMES = """
arithmetic: arithmetic,addition,subtraction,multiplication,division,times tables,mental arithmetic | aritmética,sumas,restas,multiplicaciones,divisiones | arithmetik,rechnen,grundrechenarten,kopfrechnen,einmaleins | 算术,四则运算,加减乘除,口算
order_of_operations: order of operations,bodmas,pemdas | orden de las operaciones,jerarquía de operaciones | punkt vor strich,rechenreihenfolge | 运算顺序
decimals: decimals,decimal numbers,rounding | decimales,números decimales,redondeo | dezimalzahlen,dezimalbrüche,dezimalbrüchen,runden | 小数,四舍五入
powers: powers,roots,exponents,powers and roots,square roots | potencias,raíces,potencias y raíces | potenzen,wurzeln,potenzen und wurzeln | 乘方,幂,根号,平方根,乘方和开方
divisors: divisors,primes,prime numbers,prime factors,gcd,lcm,factors,multiples | divisores,primos,números primos,mcd,mcm,múltiplos | teiler,primzahlen,ggt,kgv,primfaktoren,vielfache | 因数,质数,素数,最大公约数,最小公倍数
number_bases: binary,binary numbers,number bases | binario,números binarios,sistema binario | binärzahlen,dualzahlen,binärsystem | 二进制,二进制数
fractions: fractions,fraction | fracciones,quebrados | brüche,brüchen,bruchrechnen,bruchrechnung | 分数
percentages: percentages,percent,percentage | porcentajes,porcentaje | prozente,prozenten,prozentrechnen,prozentrechnung | 百分数,百分比
ratios: ratios,ratio,proportions,proportion | razones,proporciones,regla de tres | verhältnisse,dreisatz,proportionen | 比,比例
interest: interest,compound interest,simple interest | interés,intereses,interés compuesto | zinsen,zinsrechnung,zinseszins | 利息,复利,利率
terms: expressions,algebraic expressions,factoring,expanding,algebra | expresiones algebraicas,álgebra,factorización | terme,termen,algebra,ausmultiplizieren,faktorisieren | 代数式,因式分解,代数
equations: equations,linear equations | ecuaciones,ecuaciones lineales | gleichungen,lineare gleichungen,linearen gleichungen | 方程,一元一次方程,线性方程
quadratics: quadratics,quadratic equations,parabolas | ecuaciones cuadráticas,ecuaciones de segundo grado,parábolas | quadratische gleichungen,quadratischen gleichungen,parabeln | 二次方程,一元二次方程,抛物线
systems: systems of equations,systems,simultaneous equations | sistemas de ecuaciones,sistemas | gleichungssysteme,gleichungssystemen,lineare gleichungssysteme | 方程组
inequalities: inequalities | inecuaciones,desigualdades | ungleichungen | 不等式
functions: functions,slopes | funciones,pendientes | funktionen,steigung | 函数,斜率
sequences: sequences,series | sucesiones,progresiones | folgen,zahlenfolgen | 数列
logarithms: logarithms,logs | logaritmos | logarithmen,logarithmus | 对数
geometry: geometry,areas,area,volume,pythagoras,triangles,circles | geometría,áreas,volumen,pitágoras,triángulos | geometrie,flächen,volumen,pythagoras,satz des pythagoras,dreiecke | 几何,面积,体积,勾股定理,三角形
trigonometry: trigonometry,trig | trigonometría | trigonometrie,sinus und kosinus | 三角函数,三角学
units: units,unit conversion,converting units | unidades,conversión de unidades | einheiten,einheiten umrechnen | 单位,单位换算
time: time,clock times,telling the time | la hora,horas,tiempo | uhrzeiten,uhrzeit,zeit,zeitspannen | 时间,钟表
speed: speed,speeds | velocidad | geschwindigkeit,geschwindigkeiten | 速度
probability: probability,probabilities,dice | probabilidad,probabilidades,dados | wahrscheinlichkeit,wahrscheinlichkeiten,wahrscheinlichkeitsrechnung | 概率
combinatorics: combinatorics,permutations,combinations | combinatoria,permutaciones,combinaciones | kombinatorik,permutationen | 排列组合,组合
statistics: statistics,mean,median,averages | estadística,media,mediana | statistik,mittelwert,median | 统计,平均数,中位数
derivatives: derivatives,derivative,differentiation,differentiating | derivadas,derivada | ableitungen,ableiten,ableitung,differenzieren | 导数,求导,微分
integrals: integrals,integral,integration,antiderivatives | integrales,integral,integración | integrale,integralen,integrieren,integralrechnung,stammfunktionen | 积分
limits: limits,limit | límites,límite | grenzwerte,grenzwerten,grenzwert | 极限
matrices: matrices,matrix,vectors,determinants,linear algebra | matrices,matriz,vectores,determinantes | matrizen,matrix,vektoren,determinanten | 矩阵,向量,行列式
programs: programming,python,coding,programs,python programming | programación,programar,python,programación en python | programmieren,python,programmierung | 编程,python,python编程
sentences: sentences,english sentences,english grammar,english,grammar,correcting sentences | frases,oraciones,gramática inglesa,inglés,frases en inglés | sätze,englische sätze,englische grammatik,englisch | 英语句子,英语语法,英语,改错
"""


@cache
def _topics_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        topic, names = line.split(":", 1)
        for language in names.split("|"):
            for name in language.split(","):
                found.setdefault(name.strip().casefold(), topic)
    return found | {topic: topic for topic in TITLES}


def topic_named(name: str) -> str:
    """Return the topic that somebody calls by a name; empty if none is called so."""
    return _topics_by_name().get(" ".join(name.casefold().split()), "")
