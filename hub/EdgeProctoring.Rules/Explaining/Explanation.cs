using System.Globalization;
using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules;

/// <summary>A judgement in words. Everything in it is in the judgement as data as well.</summary>
public static class Explanation
{
    private const int Full = 100;

    /// <summary>Such as <c>100 − phone 40.0 (30 s) − absent 8.3 (60 s) = 51.7</c>.</summary>
    public static string Of(Score score, Language language)
    {
        if (score.Trust is not { } trust)
        {
            return Words.Of("trust.none.too-short", language);
        }
        // What rounds to nothing is in the data and not worth a student's time.
        var losses = score.Losses.Where(static loss => loss.Tenths > 0).ToList();
        if (losses.Count == 0)
        {
            return Full.ToString(CultureInfo.InvariantCulture);
        }
        var text = new StringBuilder();
        text.Append(Full);
        foreach (var loss in losses)
        {
            text.Append(" − ").Append(Name(loss.Code, language)).Append(' ').Append(Tenths(loss.Tenths, language))
                .Append(" (").Append(Seconds(loss.Milliseconds)).Append(' ').Append(Words.Of("unit.second", language)).Append(')');
        }
        return text.Append(" = ").Append(Tenths(trust, language)).ToString();
    }

    /// <summary>Why an incident was concluded, in a sentence.</summary>
    public static string Of(Incident incident, Language language)
    {
        var why = incident.Why;
        var by = why.CorroboratedBy.Select(kind => Words.Of(kind, language)).Concat(why.SecondCamera ? [Words.Of("why.second-camera", language)] : []);
        var key = why.Rule switch
        {
            RuleKind.Corroborated when why.CorroboratedBy.Count == 0 && !why.SecondCamera => "why.alone",
            var rule => $"why.{PackWords.Word(PackWords.RuleKinds, rule)}",
        };
        var sentence = new StringBuilder(Words.Of(key, language))
            .Replace("{saw}", string.Join(", ", why.Saw.Select(kind => Words.Of(kind, language))))
            .Replace("{seconds}", Seconds(why.Milliseconds))
            .Replace("{least}", Seconds(why.AtLeast))
            .Replace("{counted}", Number(why.Counted))
            .Replace("{expected}", Number(why.Expected))
            .Replace("{by}", string.Join(", ", by));
        var (name, reason) = (Capital(Name(incident.Code, language)), Capital(sentence.ToString()));
        // What was seen often has the violation's own name: "Phone: visible for 30 s" says it once.
        return reason.StartsWith(name, StringComparison.Ordinal) ? $"{reason}." : $"{name}. {reason}.";
    }

    public static string Name(ViolationCode code, Language language) => Words.Of(code.Text(), language);

    /// <summary>Tenths of a percent as a number of the language: 51.7, or 51,7 in kk and ru.</summary>
    public static string Tenths(int tenths, Language language) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}{Words.Of("decimal", language)}{tenths % 10}");

    // The nearest second, a half up; the data beside it has the milliseconds.
    private static string Seconds(long milliseconds) => ((milliseconds + 500) / 1000).ToString(CultureInfo.InvariantCulture);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Capital(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
