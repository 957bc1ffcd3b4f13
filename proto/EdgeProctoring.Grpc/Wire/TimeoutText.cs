using System.Globalization;

namespace Grpc.Wire;

/// <summary>grpc-timeout: up to eight digits and a unit.</summary>
internal static class TimeoutText
{
    private const long Limit = 100_000_000;

    public static string Encode(TimeSpan left)
    {
        var microseconds = Math.Max(1, left.Ticks / TimeSpan.TicksPerMicrosecond);
        var milliseconds = (microseconds + 999) / 1000;
        return microseconds < Limit ? Text(microseconds, 'u')
            : milliseconds < Limit ? Text(milliseconds, 'm')
            : Text(Math.Min(Limit - 1, (milliseconds + 999) / 1000), 'S');
    }

    public static bool TryDecode(string text, out TimeSpan left)
    {
        left = default;
        if (text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }
        long? ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            'n' => value / TimeSpan.NanosecondsPerTick,
            _ => null,
        };
        left = TimeSpan.FromTicks(ticks ?? 0);
        return ticks is not null;
    }

    private static string Text(long value, char unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
}
