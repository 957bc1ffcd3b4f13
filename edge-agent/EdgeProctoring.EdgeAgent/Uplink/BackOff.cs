namespace EdgeProctoring.EdgeAgent;

/// <summary>Growing pauses between attempts, each shortened by chance so that a campus full of nodes does not come back at once.</summary>
internal sealed class BackOff(TimeSpan least, TimeSpan most, Random random)
{
    private int _doublings;

    /// <summary>Between half and the whole of the present pause; the next one is twice as long.</summary>
    public TimeSpan Next()
    {
        var whole = least * (1L << _doublings);
        _doublings += whole < most ? 1 : 0;
        return (whole < most ? whole : most) * (0.5 + (random.NextDouble() / 2));
    }

    public void Reset() => _doublings = 0;
}
