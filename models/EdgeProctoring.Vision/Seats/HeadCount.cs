namespace EdgeProctoring.Vision;

/// <summary>Steadies a head count: it changes only when the median of the last looks does.</summary>
internal sealed class HeadCount
{
    private const int Looks = 5;

    private readonly Queue<int> _last = new(Looks);
    private int? _settled;

    /// <summary>The new count when it changed, else null.</summary>
    public int? Settle(int heads)
    {
        if (_last.Count == Looks)
        {
            _last.Dequeue();
        }
        _last.Enqueue(heads);
        if (_last.Count < Looks)
        {
            return null;
        }
        var median = _last.Order().ElementAt(Looks / 2);
        if (median == _settled)
        {
            return null;
        }
        _settled = median;
        return median;
    }
}
