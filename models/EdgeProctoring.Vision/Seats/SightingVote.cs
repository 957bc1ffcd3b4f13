namespace EdgeProctoring.Vision;

/// <summary>
/// Decides from single looks whether something is there: two of three looks begin it (at the first of them), three misses in a
/// row end it (at the last hit). One wrong look changes nothing. The clearest look says how sure it is.
/// </summary>
internal sealed class SightingVote
{
    private const int Window = 3;
    private const int ToBegin = 2;

    private readonly bool[] _hits = new bool[Window];
    private int _looks;
    private DateTimeOffset _firstHit;
    private DateTimeOffset _lastHit;

    public bool IsThere { get; private set; }

    /// <summary>Since when it is there, or was.</summary>
    public DateTimeOffset From { get; private set; }

    public DateTimeOffset LastHit => _lastHit;

    /// <summary>Confidence of the clearest look since the first hit.</summary>
    public int Best { get; private set; }

    /// <summary>Takes one look; true when the answer changed.</summary>
    public bool Look(bool hit, DateTimeOffset at, int confidence)
    {
        _hits[_looks++ % Window] = hit;
        var hits = _hits[0] ? 1 : 0;
        hits += _hits[1] ? 1 : 0;
        hits += _hits[2] ? 1 : 0;
        if (hit)
        {
            var isFirst = hits == 1 && !IsThere;
            _firstHit = hits == 1 ? at : _firstHit;
            _lastHit = at;
            Best = isFirst ? confidence : Math.Max(Best, confidence);
        }
        if (!IsThere && hits >= ToBegin)
        {
            (IsThere, From) = (true, _firstHit);
            return true;
        }
        if (IsThere && hits == 0)
        {
            IsThere = false;
            return true;
        }
        return false;
    }
}
