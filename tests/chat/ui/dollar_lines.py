r"""Lines with dollar signs as they stand in news, price lists, textbooks, forums and READMEs; formulas are in ⟦⟧.

The first list was written with the rules, the second one afterwards and without a look at them: 86 of its 89 lines were
right at first.
"""

LINES = r"""
**$1.50** each, so ⟦$n$⟧ of them cost ⟦$1.5n$⟧ dollars.
A ticket costs $5–$10; let ⟦$t$⟧ be the number of tickets.
The laptop is $3k, and ⟦$p = 0.2$⟧ is the tax.
It was $2 (or so) when ⟦$x = 3$⟧.
The $1.50's and $2's add up to ⟦$S$⟧.
echo $HOME, then ⟦$x$⟧ is printed.
PATH=$HOME/bin:$PATH and ⟦$y^2$⟧
We get ⟦$5 mod 3 = 2$⟧.
An area of ⟦$12 cm^2$⟧ is enough.
It costs $5 and $10.
Please donate $50 to $100 to the organization.
I have $10, $3.99 and ⟦$x + y$⟧ and ⟦$100x$⟧. The amount is $2,000.
The plan is $200/mo and the bill is $80 — total $400 saved.
"$/PR is down but $/session is up", it says.
Set $LLM_API_KEY or $OTHER_API_KEY in the environment.
The market is only willing to pay **$1.50** for a bundle; she makes $1.50.
The $2k cohort and the $25-50k tier, $10k whales, $50k+, $5-10k.
$1,000 xuống ~$95 mỗi tháng
She sells eggs at $2 each and makes 9 * 2 = $18 every day.
He bought 3 pairs of shorts at $16.50, 3 pairs of pants at $22.50 and shoes at $42.
The house costs $80,000 and $50,000 in repairs, so $130,000 in total.
Adult tickets cost $4.50 and student tickets cost $3.00; ⟦$a + s = 325$⟧.
Then ⟦$4.5a + 3s = 1140$⟧, where ⟦$a$⟧ adults pay $4.50.
Let ⟦$x$⟧ be the price in dollars; ⟦$2x + 3 = 11$⟧, so it costs $4.
If ⟦$x = 5$⟧ and bread costs $5, then ⟦$x$⟧ is its price.
Total: $5 + $10 = $15
Total: $5 × 3 = $15, that is ⟦$5 \times 3 = 15$⟧.
The cost is ⟦$\$5 \times 3 = \$15$⟧.
The price rose from $5 to $7.50, a rise of ⟦$50\%$⟧.
Revenue was $5.2bn in 2019 and $6.1bn in 2020.
The fund raised $12M from investors and $3M from banks.
The company lost $1.2 million (about €1.1 million) in May.
Shares rose 3% to $12.45, valuing it at US$3.2bn.
US$5 and A$10 and NZ$3 and C$4 and HK$7
It is US$ 20 or about CAD$ 27.
R$ 50 por mês, ou seja, R$600 por ano.
Entre 5 $ et 10 $ par personne, donc ⟦$x \le 10$⟧.
Das kostet 5$ oder 10$, also ⟦$p < 10$⟧.
Cuesta $5 o $10 pesos, y ⟦$x$⟧ es el total.
The fee (from $5/month) rises to $8/month.
Save $5! Only $19.99? Yes: $19.99.
Prices: $5, $6, $7, and $8.
Pay $5; get $6 back.
'$5' and '$6' are strings, ⟦$5$⟧ is a number.
"$5" and "$x" are strings.
$20
$ 20
$5
I paid $20, she paid $30; the ratio is ⟦$2:3$⟧.
A $5-a-day plan and a $10-a-day plan
The $64,000 question is whether ⟦$P = NP$⟧.
Earn $x per hour and $y per day.
If each of ⟦$n$⟧ people pays $p, we collect ⟦$np$⟧ dollars.
$100–$200 (was $300)
$100/$200 and ⟦$\frac{1}{2}$⟧
$.50 or $0.50
-$5 and +$10
$-5 and $10
~$5 and ≈$10
(costs $5) and ⟦$x$⟧
[$5 or $6] and ⟦$x$⟧
| Item | Price | Formula |
| Apple | $1.50 | ⟦$1.5n$⟧ |
| $5 | $10 | $15 |
|$5|$10|⟦$x$⟧|
# The $5 question and ⟦$x^2$⟧
- $5 for ⟦$n = 1$⟧
> He said $5 or $6.
1. **$5** for ⟦$x$⟧, *$6* for ⟦$y$⟧
***$5*** and __$6__
~~$5~~ $4 now
The bill is $45.60; a tip of ⟦$18\%$⟧ is $8.21.
[list](https://example.org/?q=$filter&x=$top) costs $5
See https://example.org/$metadata for ⟦$x$⟧ and $5.
<https://example.org/$a/$b> and ⟦$x$⟧
价格是$5和$10，共⟦$x$⟧元。
当⟦$x>0$⟧时，花了$5。
每个$5，⟦$n$⟧个共⟦$5n$⟧元
料金は$5から$10です。⟦$y = 2x$⟧のグラフ
가격은 $5이고 ⟦$x$⟧는 개수입니다. $10
Цена $5 или $10, где ⟦$x$⟧ — число.
السعر $5 أو $10 حيث ⟦$x$⟧ عدد
המחיר $5 או $10, ו-⟦$x$⟧ מספר
€5 and £10 and ¥500 and ⟦$x$⟧
＄5 and ＄10 and ⟦$x$⟧
5€ – 10€, $5 – $10
`$5 and $x$` are code, $6 is not, ⟦$z$⟧ neither.
Use `$HOME` or $HOME, and ⟦$x$⟧.
$ pip install numpy
$ cd $HOME && ls $PWD
$ echo $x $y
export A=$B:$C
cp $SRC/file $DST/
${HOME}/x:${PATH}
$(pwd)/$(date +%F)
if [ "$a" = "$b" ]; then
awk '{print $1, $2}' and ⟦$x$⟧
The groups are $1, $2 and $3.
s/(a)(b)/$2$1/
$_ and $@ and $? and $#
for ($i = 0; $i < $n; $i++)
$total = $price * $quantity;
$a->b($c) and $d
$("#id").hide(); $(".x").show()
$scope.x and $scope.y
`a` $b `c` $d
Let ⟦$n$⟧ be even and ⟦$m$⟧ odd.
The ⟦$x$⟧-axis, the ⟦$n$⟧th term, two ⟦$k$⟧s
⟦$E = mc^2$⟧ and ⟦$F = ma$⟧
⟦$a^2 + b^2 = c^2$⟧.
⟦$ax^2 + bx + c = 0$⟧
⟦$ax + by = c$⟧ in general
⟦$\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$⟧
⟦$\sin x$⟧ and ⟦$sin(x)$⟧ and ⟦$\log_2 8 = 3$⟧
⟦$P(A|B) = \frac{P(A \cap B)}{P(B)}$⟧
⟦$\text{area} = 5 \times 3$⟧
⟦$v_{max} = 5 \mathrm{m/s}$⟧
⟦$distance = speed \times time$⟧
⟦$(0, 1)$⟧ lies in ⟦$[0, 2)$⟧.
⟦$\{1, 2, 3\}$⟧ has ⟦$3$⟧ elements.
Find ⟦$x.$⟧
When ⟦$x = 2,$⟧ we have ⟦$y = 5.$⟧
Triangle ⟦$ABC$⟧ with ⟦$AB = 5$⟧ and ⟦$\angle ABC = 90^\circ$⟧
Hexagon ⟦$ABCDEF$⟧ and octagon ⟦$ABCDEFGH$⟧
⟦$3$⟧ apples and ⟦$4$⟧ pears make ⟦$7$⟧ fruits.
⟦$5x + 3 = 18$⟧, hence ⟦$x = 3$⟧.
⟦$1,000$⟧ or ⟦$10^3$⟧
⟦$10 - x$⟧ and ⟦$5/2$⟧ and ⟦$50\%$⟧
⟦$2 \pi r h$⟧ and ⟦$2xy$⟧ and ⟦$4mn = 28$⟧
⟦$1 + kn = 2005$⟧
⟦$+$⟧ and ⟦$-$⟧ and ⟦$\le$⟧ are signs.
⟦$f'(x)$⟧ and ⟦$n!$⟧
⟦$|x - 3| < 5$⟧
⟦$x \mapsto x^2$⟧, ⟦$x \in \mathbb{R}$⟧
⟦$a_1, a_2, \ldots, a_n$⟧
⟦$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$⟧
⟦$\gcd(12, 18) = 6$⟧ and ⟦$gcd(12, 18) = 6$⟧
⟦$α + β = 180°$⟧
⟦$x₁ ≤ x₂$⟧
⟦$\$5n$⟧ is the cost of ⟦$n$⟧ at $5.
⟦$ x = 2 $⟧ is a root.
Then ⟦$y=x^2 + 2x - 6 $⟧ follows.
So ⟦$ b = 3$⟧ holds.
⟦$S_{圆} = \pi r^2$⟧
⟦$60 km/h$⟧ is ⟦$16.7 m/s$⟧
⟦$5 kg$⟧ and ⟦$20 °C$⟧
⟦$0.5$⟧ is ⟦$1/2$⟧.
⟦$-3$⟧ and ⟦$+5$⟧
⟦$O(n \log n)$⟧ versus ⟦$O(n^2)$⟧
⟦$x$⟧ costs $5 and ⟦$y$⟧ costs $6.
⟦$x$⟧/⟦$y$⟧ and ⟦$x$⟧–⟦$y$⟧
(⟦$x$⟧, ⟦$y$⟧) and [⟦$z$⟧]
*⟦$x$⟧* and **⟦$y = 2$⟧**
"⟦$x$⟧" costs "$5"
already \$5 and \$6 and ⟦$x$⟧
\$5 ⟦$x$⟧ \$6
$$ to $$$ restaurants
$5 $6 $7
A$AP and Ke$ha
The variable $x is undefined.
$variable$ and $name$
$name: value$ is left to ⟦$x$⟧
$5 in = 12.7 cm, ⟦$1 m = 100 cm$⟧
A $100 bill and a $50 bill: ⟦$100 + 50 = 150$⟧.
""".strip().splitlines()

LATER = r"""
Gas is $3.89 a gallon; a tank of ⟦$g$⟧ gallons costs ⟦$3.89g$⟧.
The stock fell from $102.50 to $98.10, i.e. by ⟦$\frac{4.40}{102.50} \approx 4.3\%$⟧.
A $1.5 trillion deficit, a $2tn plan and ⟦$1.5 \cdot 10^{12}$⟧
At $0.02/kWh, ⟦$E = Pt$⟧ gives $0.48.
Lunch was $8.95 + tax ($0.72), so ⟦$8.95 + 0.72 = 9.67$⟧.
Buy 2, pay $3 (save $1)!
Rent: $900/mo. Food: $250/mo. Total ⟦$T = 900 + 250$⟧.
He owes me $20, not $200; ⟦$20 \ne 200$⟧.
I'd bet $5 that ⟦$\pi$⟧ is normal.
Between $1,200 and $1,500 (CAD$1,640–CAD$2,050)
It costs ~ $30 - $40 per night
Under $25: ⟦$n < 25/p$⟧
The price (⟦$p$⟧) — no: the price (⟦$p$⟧) in $
$1 = €0.92 and $1 = ¥150
$9.99*
$9.99* and $12.99** with ⟦$x$⟧
$5.00USD or $7.00CAD and ⟦$k$⟧
2 × $3.50 = $7.00
3 @ $4 = $12
$4 × ⟦$n$⟧
$4⟦$n$⟧
Profit ⟦$= R - C$⟧ where R is $500.
⟦$R(p) = p(100 - 2p)$⟧, so at $25 we earn $1,250.
In 1626 Manhattan was bought for $24; at ⟦$6\%$⟧ it would be ⟦$24 \cdot 1.06^{400}$⟧.
Compound interest: ⟦$A = P(1 + r/n)^{nt}$⟧ with ⟦$P$⟧ = $1,000.
⟦$P = 1000$⟧, ⟦$r = 0.05$⟧: after a year $1,050.
The value ⟦$V(t) = 20000(0.85)^t$⟧ of a $20,000 car
A raffle ticket costs $2, and ⟦$E(X) = -2 + 0.01 \cdot 100 = -1$⟧.
⟦$X \sim N(\mu, \sigma^2)$⟧ and a $5 bet
if ⟦$x \equiv 3 \pmod 5$⟧ then $5 is enough
⟦$\int_0^1 x^2 \, dx = \frac13$⟧
⟦$\lim_{x \to 0} \frac{\sin x}{x} = 1$⟧
⟦$\sum_{k=1}^n k = \frac{n(n+1)}{2}$⟧
⟦$H_2O$⟧, ⟦$\mathrm{CO_2}$⟧ and ⟦$^{14}C$⟧
⟦$f: X \to Y$⟧ is onto.
⟦$A \subseteq B$⟧ iff ⟦$A \cap B = A$⟧
⟦$p \land q \Rightarrow r$⟧
Let ⟦$\varepsilon > 0$⟧; choose ⟦$\delta = \min(1, \varepsilon/7)$⟧.
Is ⟦$0.999\ldots = 1$⟧?
So ⟦$\overline{AB} \parallel \overline{CD}$⟧.
⟦$2^{10} = 1024$⟧ bytes cost less than $1.
⟦$7 \div 2 = 3 R 1$⟧
⟦$7:2$⟧ and ⟦$7 / 2$⟧
the ⟦$x$⟧- and ⟦$y$⟧-axes
⟦$m\angle A = 30^{\circ}$⟧
⟦$5\,\text{cm} \times 3\,\text{cm}$⟧
⟦$\vec{F} = m\vec{a}$⟧ holds, even for $5.
Run `pip install x` or $PIP install $PKG.
The shell expands $1 and $2, and "$@" to all.
sudo chown $USER:$USER $HOME/.config
docker run -v $PWD:/app -e KEY=$KEY image
curl "$URL?key=$KEY" > $OUT
echo "Cost: $5" && echo $?
const s = `${a} costs $${b}`;
if ($x == 5 && $y != 6) { return $x + $y; }
def f(self): "$x" % $y
var $el = $('div'); $el.hide();
SELECT $1::int + $2::int
=$A$1+$B$2
=SUM($A$1:$A$10)
Cells $A$1 and $B$2 are fixed; ⟦$x$⟧ is not.
^\d+$ and ^[a-z]+$ are patterns.
The regex ^a$|^b$ matches a or b.
用户变量 $HOME 和 $PATH，公式 ⟦$x^2$⟧
小明有$20，买了3本每本$4的书，剩下⟦$20 - 3 \times 4 = 8$⟧。
每个苹果⟦$p$⟧元，共⟦$n$⟧个，总价⟦$np$⟧。
Si cada entrada cuesta $12, ¿cuánto cuestan ⟦$n$⟧? ⟦$12n$⟧ pesos.
El dólar está a $17.20 o $17.35.
Le prix est de 12 $, donc ⟦$12x = 60$⟧ et ⟦$x = 5$⟧.
100$ US valent 92€; ⟦$100/92$⟧
Der Preis steigt von $5 auf $6, also um ⟦$20\,\%$⟧.
Bitcoin über $50.000, Ether unter $3.000
ราคา $5 หรือ $10 และ ⟦$x$⟧
कीमत $5 या $10 है, जहाँ ⟦$x$⟧ संख्या है।
| ⟦$x$⟧ | ⟦$x^2$⟧ | cost |
| 1 | 1 | $5 |
| ⟦$n$⟧ | $5 | $10 each |
### Step 2: spend $5 of $20
* ⟦$x$⟧: price, $5 at first
**Answer: $18**
**Answer:** ⟦$\boxed{18}$⟧, that is $18
The answer is **⟦$x = 18$⟧** and not *$18*.
Total cost ⟦$= 3 \cdot \$4 + 2 \cdot \$5 = \$22$⟧
⟦$\$3.50$⟧ each, ⟦$4$⟧ of them: ⟦$\$14$⟧
Cost in \$: ⟦$c = 3n$⟧
Pay me $$$ now
$$$ and ⟦$x$⟧
M$FT, A$AP, Ca$h and ⟦$x$⟧
$ome people write $ for s, others do not $
""".strip().splitlines()
