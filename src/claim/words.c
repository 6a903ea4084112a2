/* SPDX-License-Identifier: Apache-2.0 */
#include "claim/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const struct word words[] = {
    {"no more than", BOUND, AT_MOST, 0},
    {"not more than", BOUND, AT_MOST, 0},
    {"no less than", BOUND, AT_LEAST, 0},
    {"not less than", BOUND, AT_LEAST, 0},
    {"more than", BOUND, ABOVE, 0},
    {"greater than", BOUND, ABOVE, 0},
    {"less than", BOUND, BELOW, 0},
    {"fewer than", BOUND, BELOW, 0},
    {"at least", BOUND, AT_LEAST, 0},
    {"at most", BOUND, AT_MOST, 0},
    {"up to", BOUND, AT_MOST, 0},
    {"exceeding", BOUND, ABOVE, 0},
    {"exceeded", BOUND, ABOVE, 0},
    {"exceeds", BOUND, ABOVE, 0},
    {"over", BOUND, ABOVE, 0},
    {"above", BOUND, ABOVE, 0},
    {"under", BOUND, BELOW, 0},
    {"below", BOUND, BELOW, 0},
    {"almost all", SHARE, 0.9, 0},
    {"nearly all", SHARE, 0.9, 0},
    {"approximately", BOUND, ABOUT, 0},
    {"about", BOUND, ABOUT, 0},
    {"around", BOUND, ABOUT, 0},
    {"roughly", BOUND, ABOUT, 0},
    {"circa", BOUND, ABOUT, 0},
    {"some", BOUND, ABOUT, 0},
    {"almost", BOUND, ALMOST, 0},
    {"nearly", BOUND, ALMOST, 0},
    {"close to", BOUND, ALMOST, 0},
    {"just under", BOUND, ALMOST, 0},
    {"exactly", BOUND, EXACT, 0},
    {"between", BOUND, BETWEEN, 0},
    {"practically none", BOUND, ABOUT, 0},
    {"practically no", BOUND, ABOUT, 0},
    {"well over", BOUND, ABOVE, 0},
    {"well above", BOUND, ABOVE, 0},
    {"just over", BOUND, ABOUT, 0},
    {"just above", BOUND, ABOUT, 0},
    {"slightly over", BOUND, ABOUT, 0},
    {"slightly more than", BOUND, ABOUT, 0},
    {"a little over", BOUND, ABOUT, 0},
    {"upwards of", BOUND, AT_LEAST, 0},
    {"in excess of", BOUND, ABOVE, 0},
    {"as much as", BOUND, AT_MOST, 0},
    {"as many as", BOUND, AT_MOST, 0},
    {"as little as", BOUND, AT_LEAST, 0},
    {"surpassed", BOUND, ABOVE, 0},
    {"topped", BOUND, ABOVE, 0},
    {"short of", BOUND, ALMOST, 0},
    {"a minimum of", BOUND, AT_LEAST, 0},
    {"a maximum of", BOUND, AT_MOST, 0},
    {"an estimated", BOUND, ABOUT, 0},
    {"estimated", BOUND, ABOUT, 0},
    {"or so", BOUND, ABOUT, 0},
    {"approx", BOUND, ABOUT, 0},
    {"ca", BOUND, ABOUT, 0},
    {"precisely", BOUND, EXACT, 0},
    {"slightly less than", BOUND, ALMOST, 0},
    {"slightly under", BOUND, ALMOST, 0},
    {"just short of", BOUND, ALMOST, 0},
    {"just below", BOUND, ALMOST, 0},
    {"practically", BOUND, ALMOST, 0},
    {">=", BOUND, AT_LEAST, 0},
    {"<=", BOUND, AT_MOST, 0},
    {">", BOUND, ABOVE, 0},
    {"<", BOUND, BELOW, 0},
    {"~", BOUND, ABOUT, 0},
    {"rose", WAY, 1, 0},
    {"rise", WAY, 1, 0},
    {"risen", WAY, 1, 0},
    {"grew", WAY, 1, 0},
    {"grown", WAY, 1, 0},
    {"increased", WAY, 1, 0},
    {"increase", WAY, 1, 0},
    {"jumped", WAY, 1, 0},
    {"surged", WAY, 1, 0},
    {"higher", WAY, 1, 0},
    {"up", WAY, 1, 0},
    {"fell", WAY, -1, 0},
    {"fall", WAY, -1, 0},
    {"fallen", WAY, -1, 0},
    {"dropped", WAY, -1, 0},
    {"declined", WAY, -1, 0},
    {"decreased", WAY, -1, 0},
    {"shrank", WAY, -1, 0},
    {"lower", WAY, -1, 0},
    {"down", WAY, -1, 0},
    {"soared", WAY, 1, 0},
    {"leapt", WAY, 1, 0},
    {"leaped", WAY, 1, 0},
    {"climbed", WAY, 1, 0},
    {"rocketed", WAY, 1, 0},
    {"ballooned", WAY, 1, 0},
    {"spiked", WAY, 1, 0},
    {"expanded", WAY, 1, 0},
    {"gained", WAY, 1, 0},
    {"accelerated", WAY, 1, 0},
    {"surge", WAY, 1, 0},
    {"jump", WAY, 1, 0},
    {"growth", WAY, 1, 0},
    {"grow", WAY, 1, 0},
    {"rising", WAY, 1, 0},
    {"growing", WAY, 1, 0},
    {"multiplied", WAY, 1, 0},
    {"shot", WAY, 1, 0},
    {"more", WAY, 1, 0},
    {"increasing", WAY, 1, 0},
    {"exploded", WAY, 1, 0},
    {"skyrocketed", WAY, 1, 0},
    {"swelled", WAY, 1, 0},
    {"mushroomed", WAY, 1, 0},
    {"tumbled", WAY, -1, 0},
    {"plunged", WAY, -1, 0},
    {"slumped", WAY, -1, 0},
    {"sank", WAY, -1, 0},
    {"plummeted", WAY, -1, 0},
    {"collapsed", WAY, -1, 0},
    {"crashed", WAY, -1, 0},
    {"contracted", WAY, -1, 0},
    {"slipped", WAY, -1, 0},
    {"dwindled", WAY, -1, 0},
    {"decline", WAY, -1, 0},
    {"drop", WAY, -1, 0},
    {"decrease", WAY, -1, 0},
    {"declining", WAY, -1, 0},
    {"falling", WAY, -1, 0},
    {"less", WAY, -1, 0},
    {"fewer", WAY, -1, 0},
    {"smaller", WAY, -1, 0},
    {"reduced", WAY, -1, 0},
    {"cut", WAY, -1, 0},
    {"slid", WAY, -1, 0},
    {"shrunk", WAY, -1, 0},
    {"diminished", WAY, -1, 0},
    {"dipped", WAY, -1, 0},
    {"eased", WAY, -1, 0},
    {"doubled", RATIO, 2, 0},
    {"twofold", RATIO, 2, 0},
    {"twice", RATIO, 2, 0},
    {"tripled", RATIO, 3, 0},
    {"trebled", RATIO, 3, 0},
    {"threefold", RATIO, 3, 0},
    {"quadrupled", RATIO, 4, 0},
    {"fourfold", RATIO, 4, 0},
    {"quintupled", RATIO, 5, 0},
    {"fivefold", RATIO, 5, 0},
    {"tenfold", RATIO, 10, 0},
    {"halved", RATIO, 0.5, 0},
    {"doubling", RATIO, 2, 0},
    {"double", RATIO, 2, 0},
    {"tripling", RATIO, 3, 0},
    {"triple", RATIO, 3, 0},
    {"quadrupling", RATIO, 4, 0},
    {"quadruple", RATIO, 4, 0},
    {"quintupling", RATIO, 5, 0},
    {"sextupled", RATIO, 6, 0},
    {"sixfold", RATIO, 6, 0},
    {"septupled", RATIO, 7, 0},
    {"sevenfold", RATIO, 7, 0},
    {"octupled", RATIO, 8, 0},
    {"eightfold", RATIO, 8, 0},
    {"ninefold", RATIO, 9, 0},
    {"decupled", RATIO, 10, 0},
    {"halving", RATIO, 0.5, 0},
    {"half as much", RATIO, 0.5, 0},
    {"half as many", RATIO, 0.5, 0},
    {"stable", RATIO, 1, 0},
    {"flat", RATIO, 1, 0},
    {"the same", RATIO, 1, 0},
    {"unchanged", RATIO, 1, 0},
    {"none", VALUE, 0, 0},
    {"nothing", VALUE, 0, 0},
    {"zero", VALUE, 0, 0},
    {"virtually all", SHARE, 0.9, 0},
    {"practically all", SHARE, 0.9, 0},
    {"almost entirely", SHARE, 0.9, 0},
    {"almost exclusively", SHARE, 0.9, 0},
    {"nearly everything", SHARE, 0.9, 0},
    {"the vast majority", SHARE, 0.5, 0},
    {"vast majority", SHARE, 0.5, 0},
    {"overwhelming majority", SHARE, 0.5, 0},
    {"the bulk", SHARE, 0.5, 0},
    {"bulk", SHARE, 0.5, 0},
    {"lion's share", SHARE, 0.5, 0},
    {"most", SHARE, 0.5, 0},
    {"majority", SHARE, 0.5, 0},
    {"half", SHARE, 0, 0},
    {"halves", PART, 2, 0},
    {"thirds", PART, 3, 0},
    {"quarter", PART, 4, 0},
    {"quarters", PART, 4, 0},
    {"fourths", PART, 4, 0},
    {"fifths", PART, 5, 0},
    {"sixths", PART, 6, 0},
    {"sevenths", PART, 7, 0},
    {"eighths", PART, 8, 0},
    {"ninths", PART, 9, 0},
    {"tenths", PART, 10, 0},
    {"all", SHARE, 0.995, 0},
    {"main", RANK, 1, 0},
    {"largest", RANK, 1, 0},
    {"biggest", RANK, 1, 0},
    {"first", RANK, 1, 0},
    {"second", RANK, 2, 0},
    {"third", RANK, 3, 0},
    {"fourth", RANK, 4, 0},
    {"fifth", RANK, 5, 0},
    {"leading", RANK, 1, 0},
    {"top-ranked", RANK, 1, 0},
    {"foremost", RANK, 1, 0},
    {"sixth", RANK, 6, 0},
    {"seventh", RANK, 7, 0},
    {"eighth", RANK, 8, 0},
    {"ninth", RANK, 9, 0},
    {"tenth", RANK, 10, 0},
    {"eleventh", RANK, 11, 0},
    {"twelfth", RANK, 12, 0},
    {"thirteenth", RANK, 13, 0},
    {"fifteenth", RANK, 15, 0},
    {"twentieth", RANK, 20, 0},
    {"1st", RANK, 1, 0},
    {"2nd", RANK, 2, 0},
    {"3rd", RANK, 3, 0},
    {"4th", RANK, 4, 0},
    {"5th", RANK, 5, 0},
    {"6th", RANK, 6, 0},
    {"7th", RANK, 7, 0},
    {"8th", RANK, 8, 0},
    {"9th", RANK, 9, 0},
    {"10th", RANK, 10, 0},
    {"yes", TRUTH, 1, 0},
    {"true", TRUTH, 1, 0},
    {"no", TRUTH, 0, 0},
    {"pct", PERCENT, 0, 0},
    {"out of", OUT_OF, 0, 0},
    {"in", OUT_OF, 0, 0},
    {"from", FROM, 0, 0},
    {"percent", PERCENT, 0, 0},
    {"per cent", PERCENT, 0, 0},
    {"number", FILLER, 0, 0},
    {"m", TENS, 1e6, 0},
    {"not", TRUTH, 0, 0},
    {"false", TRUTH, 0, 0},
    {"times", TIMES, 0, 0},
    {"fold", TIMES, 0, 0},
    {"x", TIMES, 0, 0},
    {"thousand", TENS, 1e3, 0},
    {"million", TENS, 1e6, 0},
    {"mn", TENS, 1e6, 0},
    {"billion", TENS, 1e9, 0},
    {"bn", TENS, 1e9, 0},
    {"k", TENS, 1e3, 0},
    {"thousands", TENS, 1e3, 0},
    {"millions", TENS, 1e6, 0},
    {"billions", TENS, 1e9, 0},
    {"mln", TENS, 1e6, 0},
    {"mio", TENS, 1e6, 0},
    {"b", TENS, 1e9, 0},
    {"milliard", TENS, 1e9, 0},
    {"tn", TENS, 1e12, 0},
    {"hundred", TENS, 100, 0},
    {"trillion", TENS, 1e12, 0},
    {"usd", UNIT, 1, "USD"},
    {"dollars", UNIT, 1, "USD"},
    {"us$", UNIT, 1, "USD"},
    {"$", UNIT, 1, "USD"},
    {"eur", UNIT, 1, "EUR"},
    {"euros", UNIT, 1, "EUR"},
    {"euro", UNIT, 1, "EUR"},
    {"\xe2\x82\xac", UNIT, 1, "EUR"},
    {"cny", UNIT, 1, "CNY"},
    {"yuan", UNIT, 1, "CNY"},
    {"rub", UNIT, 1, "RUB"},
    {"roubles", UNIT, 1, "RUB"},
    {"dollar", UNIT, 1, "USD"},
    {"pounds", UNIT, 1, "GBP"},
    {"pound", UNIT, 1, "GBP"},
    {"sterling", UNIT, 1, "GBP"},
    {"yen", UNIT, 1, "JPY"},
    {"rupees", UNIT, 1, "INR"},
    {"rupee", UNIT, 1, "INR"},
    {"lira", UNIT, 1, "TRY"},
    {"liras", UNIT, 1, "TRY"},
    {"tenge", UNIT, 1, "KZT"},
    {"som", UNIT, 1, "KGS"},
    {"soms", UNIT, 1, "KGS"},
    {"sums", UNIT, 1, "UZS"},
    {"dram", UNIT, 1, "AMD"},
    {"drams", UNIT, 1, "AMD"},
    {"lari", UNIT, 1, "GEL"},
    {"hryvnia", UNIT, 1, "UAH"},
    {"hryvnias", UNIT, 1, "UAH"},
    {"francs", UNIT, 1, "CHF"},
    {"franc", UNIT, 1, "CHF"},
    {"won", UNIT, 1, "KRW"},
    {"zloty", UNIT, 1, "PLN"},
    {"zlotys", UNIT, 1, "PLN"},
    {"ruble", UNIT, 1, "RUB"},
    {"rubles", UNIT, 1, "RUB"},
    {"rouble", UNIT, 1, "RUB"},
    {"renminbi", UNIT, 1, "CNY"},
    {"rmb", UNIT, 1, "CNY"},
    {"dirhams", UNIT, 1, "AED"},
    {"dirham", UNIT, 1, "AED"},
    {"riyals", UNIT, 1, "SAR"},
    {"rials", UNIT, 1, "IRR"},
    {"shekels", UNIT, 1, "ILS"},
    {"ringgit", UNIT, 1, "MYR"},
    {"baht", UNIT, 1, "THB"},
    {"dong", UNIT, 1, "VND"},
    {"rupiah", UNIT, 1, "IDR"},
    {"manat", UNIT, 1, "AZN"},
    {"koruna", UNIT, 1, "CZK"},
    {"kronor", UNIT, 1, "SEK"},
    {"kroner", UNIT, 1, "NOK"},
    {"forint", UNIT, 1, "HUF"},
    {"rand", UNIT, 1, "ZAR"},
    {"reais", UNIT, 1, "BRL"},
    {"real", UNIT, 1, "BRL"},
    {"pesos", UNIT, 1, "MXN"},
    {"\xc2\xa3", UNIT, 1, "GBP"},
    {"\xc2\xa5", UNIT, 1, "JPY"},
    {"\xe2\x82\xbd", UNIT, 1, "RUB"},
    {"\xe2\x82\xb9", UNIT, 1, "INR"},
    {"\xe2\x82\xba", UNIT, 1, "TRY"},
    {"\xe2\x82\xb8", UNIT, 1, "KZT"},
    {"\xe2\x82\xa9", UNIT, 1, "KRW"},
    {"\xe2\x82\xb4", UNIT, 1, "UAH"},
    {"swiss francs", UNIT, 1, "CHF"},
    {"us dollars", UNIT, 1, "USD"},
    {"american dollars", UNIT, 1, "USD"},
    {"russian roubles", UNIT, 1, "RUB"},
    {"russian rubles", UNIT, 1, "RUB"},
    {"chinese yuan", UNIT, 1, "CNY"},
    {"turkish lira", UNIT, 1, "TRY"},
    {"indian rupees", UNIT, 1, "INR"},
    {"kg", UNIT, 1, "kg"},
    {"tonnes", UNIT, 1000, "kg"},
    {"tons", UNIT, 1000, "kg"},
    {"t", UNIT, 1000, "kg"},
    {"units", UNIT, 1, "items"},
    {"pieces", UNIT, 1, "items"},
    {"items", UNIT, 1, "items"},
    {"cars", UNIT, 1, "items"},
    {"trucks", UNIT, 1, "items"},
    {"lorries", UNIT, 1, "items"},
    {"phones", UNIT, 1, "items"},
    {"smartphones", UNIT, 1, "items"},
    {"telephones", UNIT, 1, "items"},
    {"excavators", UNIT, 1, "items"},
    {"machines", UNIT, 1, "items"},
    {"tractors", UNIT, 1, "items"},
    {"drones", UNIT, 1, "items"},
    {"servers", UNIT, 1, "items"},
    {"computers", UNIT, 1, "items"},
    {"laptops", UNIT, 1, "items"},
    {"loaders", UNIT, 1, "items"},
    {"aircraft", UNIT, 1, "items"},
    {"helicopters", UNIT, 1, "items"},
    {"bulldozers", UNIT, 1, "items"},
    {"trailers", UNIT, 1, "items"},
    {"engines", UNIT, 1, "items"},
    {"chips", UNIT, 1, "items"},
    {"sets", UNIT, 1, "items"},
    {"kilograms", UNIT, 1, "kg"},
    {"kilogrammes", UNIT, 1, "kg"},
    {"kilos", UNIT, 1, "kg"},
    {"metric tons", UNIT, 1000, "kg"},
    {"metric tonnes", UNIT, 1000, "kg"},
    {"tonne", UNIT, 1000, "kg"},
    {"ton", UNIT, 1000, "kg"},
    {"kt", UNIT, 1000000, "kg"},
    {"grams", UNIT, 0.001, "kg"},
    {"vehicles", UNIT, 1, "items"},
    {"per month", MONTHLY, 0, 0},
    {"a month", MONTHLY, 0, 0},
    {"/month", MONTHLY, 0, 0},
    {"monthly", MONTHLY, 0, 0},
    {"by a factor of", TIMES, 0, 0},
    {"as", FILLER, 0, 0},
    {"much", FILLER, 0, 0},
    {"many", FILLER, 0, 0},
    {"high", FILLER, 0, 0},
    {"large", FILLER, 0, 0},
    {"big", FILLER, 0, 0},
    {"year", FILLER, 0, 0},
    {"on-year", FILLER, 0, 0},
    {"year-on-year", FILLER, 0, 0},
    {"annually", FILLER, 0, 0},
    {"importer", FILLER, 0, 0},
    {"imports", FILLER, 0, 0},
    {"imported", FILLER, 0, 0},
    {"partner", FILLER, 0, 0},
    {"market", FILLER, 0, 0},
    {"markets", FILLER, 0, 0},
    {"destination", FILLER, 0, 0},
    {"destinations", FILLER, 0, 0},
    {"export", FILLER, 0, 0},
    {"import", FILLER, 0, 0},
    {"value", FILLER, 0, 0},
    {"worth", FILLER, 0, 0},
    {"total", FILLER, 0, 0},
    {"only", FILLER, 0, 0},
    {"just", FILLER, 0, 0},
    {"compared", FILLER, 0, 0},
    {"with", FILLER, 0, 0},
    {"than", FILLER, 0, 0},
    {"ago", FILLER, 0, 0},
    {"before", FILLER, 0, 0},
    {"earlier", FILLER, 0, 0},
    {"an", FILLER, 0, 0},
    {"had", FILLER, 0, 0},
    {"been", FILLER, 0, 0},
    {"has", FILLER, 0, 0},
    {"have", FILLER, 0, 0},
    {"is", FILLER, 0, 0},
    {"are", FILLER, 0, 0},
    {"its", FILLER, 0, 0},
    {"it's", FILLER, 0, 0},
    {"suppliers", FILLER, 0, 0},
    {"exporters", FILLER, 0, 0},
    {"goods", FILLER, 0, 0},
    {"products", FILLER, 0, 0},
    {"so", FILLER, 0, 0},
    {"far", FILLER, 0, 0},
    {"already", FILLER, 0, 0},
    {"now", FILLER, 0, 0},
    {"year on year", FILLER, 0, 0},
    {"as of", FILLER, 0, 0},
    {"no.", FILLER, 0, 0},
    {"multiplied by", TIMES, 0, 0},
    {"a factor", FILLER, 0, 0},
    {"supplier", FILLER, 0, 0},
    {"exporter", FILLER, 0, 0},
    {"states", FILLER, 0, 0},
    {"countries", FILLER, 0, 0},
    {"parties", FILLER, 0, 0},
    {"listed", FILLER, 0, 0},
    {"bound", FILLER, 0, 0},
    {"among", FILLER, 0, 0},
    {"exports", FILLER, 0, 0},
    {"exported", FILLER, 0, 0},
    {"the", FILLER, 0, 0},
    {"top", RANK, 0, 0},
    {"by", FILLER, 0, 0},
    {"of", FILLER, 0, 0},
    {"a", FILLER, 0, 0},
    {"and", FILLER, 0, 0},
    {"to", FILLER, 0, 0},
    {"it", FILLER, 0, 0},
    {"was", FILLER, 0, 0},
    {"were", FILLER, 0, 0},
};

/* ISO 4217, active codes and those of the last years. */
static const char currencies[][4] = {
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AZN", "BAM", "BDT", "BGN", "BHD", "BIF",
    "BND", "BOB", "BRL", "BWP", "BYN", "CAD", "CDF", "CHF", "CLP", "CNH", "CNY", "COP", "CRC",
    "CUP", "CZK", "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "GBP", "GEL", "GHS", "GNF", "GTQ",
    "HKD", "HNL", "HRK", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KRW", "KWD", "KZT", "LAK", "LBP", "LKR", "LYD", "MAD", "MDL", "MKD",
    "MMK", "MNT", "MOP", "MUR", "MVR", "MXN", "MYR", "MZN", "NAD", "NGN", "NOK", "NPR", "NZD",
    "OMR", "PEN", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SDG",
    "SEK", "SGD", "SYP", "THB", "TJS", "TMT", "TND", "TRY", "TWD", "TZS", "UAH", "UGX", "USD",
    "UYU", "UZS", "VES", "VND", "XAF", "XDR", "XOF", "YER", "ZAR", "ZMW"};

static bool ends_word(const char *p)
{
    return !isalpha((unsigned char)*p);
}

const char *word_currency(const char *p)
{
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (!strncasecmp(p, currencies[i], 3) && ends_word(p + 3))
            return currencies[i];
    return NULL;
}

const struct word *word_at(const char *p)
{
    const struct word *best = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].text);
        bool whole = !isalpha((unsigned char)words[i].text[n - 1]) || ends_word(p + n);
        if (!strncmp(p, words[i].text, n) && whole && (!best || n > strlen(best->text)))
            best = &words[i];
    }
    return best;
}

/* --- numbers in words --- */

struct numeral {
    const char *text;
    double value;
};

static const struct numeral ones[] = {
    {"one", 1},        {"two", 2},        {"three", 3},     {"four", 4},      {"five", 5},
    {"six", 6},        {"seven", 7},      {"eight", 8},     {"nine", 9},      {"ten", 10},
    {"eleven", 11},    {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15},
    {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"a dozen", 12},
    {"a hundred", 100}};
static const struct numeral tens[] = {{"twenty", 20}, {"thirty", 30}, {"forty", 40},
                                      {"fifty", 50},  {"sixty", 60},  {"seventy", 70},
                                      {"eighty", 80}, {"ninety", 90}};
enum { ONES = sizeof ones / sizeof *ones, NUMERALS = sizeof tens / sizeof *tens };

static size_t numeral_at(const struct numeral *list, int count, const char *p, double *value)
{
    for (int i = 0; i < count; i++) {
        size_t n = strlen(list[i].text);
        if (strncmp(p, list[i].text, n) != 0 ||
            (!ends_word(p + n) && strncmp(p + n, "fold", 4) != 0))
            continue;
        *value = list[i].value;
        return n;
    }
    return 0;
}

/* "twenty-five", "twenty five", "twenty", "five" */
static size_t below_hundred(const char *p, double *value)
{
    double unit;
    size_t n = numeral_at(tens, NUMERALS, p, value), m = 0;
    if (!n)
        return numeral_at(ones, ONES, p, value);
    if (p[n] == '-' || p[n] == ' ')
        m = numeral_at(ones, 9, p + n + 1, &unit);
    *value += m ? unit : 0;
    return m ? n + 1 + m : n;
}

static size_t starts(const char *p, const char *with)
{
    size_t n = strlen(with);
    return strncmp(p, with, n) || !ends_word(p + n) ? 0 : n;
}

size_t word_number(const char *p, double *value)
{
    double more;
    size_t half = starts(p, "half a") + starts(p, "half an"), n, m;
    const struct word *scale = half && p[half] == ' ' ? word_at(p + half + 1) : NULL;
    if (scale && scale->kind == TENS)
        return *value = 0.5, half;
    n = below_hundred(p, value);
    if (n && (m = starts(p + n, " hundred"))) {
        *value *= 100;
        n += m;
        m = starts(p + n, " and");
        size_t k = m && p[n + m] == ' ' ? below_hundred(p + n + m + 1, &more) : 0;
        *value += k ? more : 0;
        n += k ? m + 1 + k : 0;
    }
    m = n ? starts(p + n, " and a half") : 0;
    *value += m ? 0.5 : 0;
    return n + m;
}

/* --- what was meant --- */

/* Edits between two words (V. I. Levenshtein, 1966), as far as they matter. */
static int edits(const char *a, size_t n, const char *b)
{
    enum { LONGEST = 24 };
    size_t m = strlen(b);
    int row[LONGEST + 1];
    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= m; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        int corner = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            int change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            int skip = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < skip ? change : skip;
        }
    }
    return row[m];
}

const char *word_near(const char *text, size_t n)
{
    const char *best = NULL;
    int least = n < 5 ? 2 : 3;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        int d = edits(text, n, words[i].text);
        if (d < least) {
            least = d;
            best = words[i].text;
        }
    }
    for (int i = 0; i < ONES + NUMERALS; i++) {
        const char *word = i < ONES ? ones[i].text : tens[i - ONES].text;
        int d = edits(text, n, word);
        if (d < least) {
            least = d;
            best = word;
        }
    }
    return best;
}
