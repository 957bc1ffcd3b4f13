namespace EdgeProctoring.Rules;

/// <summary>A stretch of milliseconds since the sitting's start; a moment has no length.</summary>
internal readonly record struct Span(long From, long To)
{
    public long Length => To - From;
}
