using System.Globalization;

namespace EdgeProctoring.Contracts;

/// <summary>Times in the JSON form: ISO 8601 in UTC, to the microsecond at most, such as <c>2026-01-20T10:41:52.25Z</c>.</summary>
public static class JsonTime
{
    public const string Allowed = "UTC such as 2026-01-20T10:41:52.25Z, 1970 to 2199, to the microsecond";

    private static readonly DateTimeOffset _last = new(2199, 12, 31, 23, 59, 59, TimeSpan.Zero);

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = DateTimeOffset.UnixEpoch;
        return text.Length is >= 20 and <= 27 && text[^1] == 'Z' && text[^2] != '.'
            && DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time)
            && time >= DateTimeOffset.UnixEpoch && time <= _last;
    }
}
