namespace EdgeProctoring.Contracts;

/// <summary>Times on the wire and in the database: whole microseconds of UTC since 1970.</summary>
public static class WireTime
{
    public static DateTimeOffset FromMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static TimeSpan SpanFromMicroseconds(long microseconds) => TimeSpan.FromTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    public static long ToMicroseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
