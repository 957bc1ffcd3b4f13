namespace EdgeProctoring.Synthetic.Drawing;

/// <summary>Chance that repeats: the same seed draws the same hall on every machine.</summary>
internal sealed class Draws(uint seed)
{
    private uint _state = seed;

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Next()
    {
        _state = unchecked((_state * 1_664_525) + 1_013_904_223);
        return _state / 4_294_967_296.0;
    }

    public int Next(int below) => (int)(Next() * below);

    public T Of<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];
}
