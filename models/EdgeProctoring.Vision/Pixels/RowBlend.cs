using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>
/// Makes one row out of a plane's rows: of two when growing or shrinking little, of all that it covers when shrinking by more
/// than half. Weights are whole numbers that sum to 256, so that a sum of bytes fits 16 bits exactly.
/// </summary>
internal sealed class RowBlend
{
    private const int One = 256;
    private int[] _first = [];
    private int[] _start = [];
    private ushort[] _weights = [];
    private (float From, float Step, int Rows, int Height) _fitted;

    /// <summary>Lays out so many rows, each a step high, from a place in a plane of this height.</summary>
    public void Fit(float from, float step, int rows, int height)
    {
        if (_fitted == (from, step, rows, height))
        {
            return;
        }
        var most = rows * ((int)MathF.Ceiling(step) + 2);
        if (_first.Length < rows)
        {
            (_first, _start) = (new int[rows], new int[rows + 1]);
        }
        if (_weights.Length < most)
        {
            _weights = new ushort[most];
        }
        for (var row = 0; row < rows; row++)
        {
            _start[row + 1] = _start[row] + (step > 2 ? Cover(row, from + (row * step), step, height) : Between(row, from + ((row + 0.5f) * step) - 0.5f, height));
        }
        _fitted = (from, step, rows, height);
    }

    /// <summary>One row over the plane's columns from the given one on, as 8.8 fixed point.</summary>
    public void Blend(ReadOnlySpan<byte> plane, int stride, int column, int row, Span<ushort> into)
    {
        var weights = _weights.AsSpan(_start[row], _start[row + 1] - _start[row]);
        var at = (_first[row] * stride) + column;
        // The last row of the plane is the last that may be read.
        if (at < 0 || at + ((weights.Length - 1) * stride) + into.Length > plane.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(plane), "The rows lie outside of the plane.");
        }
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetReference(plane), at);
        ref var target = ref MemoryMarshal.GetReference(into);
        var x = 0;
        for (; x <= into.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector<ushort> low = default, high = default;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var weight = new Vector<ushort>(weights[tap]);
                Vector.Widen(Vector.LoadUnsafe(ref source, (nuint)((tap * stride) + x)), out var first, out var second);
                low += first * weight;
                high += second * weight;
            }
            low.StoreUnsafe(ref target, (nuint)x);
            high.StoreUnsafe(ref target, (nuint)(x + Vector<ushort>.Count));
        }
        for (; x < into.Length; x++)
        {
            var sum = 0;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                sum += Unsafe.Add(ref source, (tap * stride) + x) * weights[tap];
            }
            Unsafe.Add(ref target, x) = (ushort)sum;
        }
    }

    private int Between(int row, float at, int height)
    {
        var upper = (int)MathF.Floor(at);
        var weight = (int)MathF.Round((at - upper) * One);
        var start = _start[row];
        if (upper < 0 || upper >= height - 1 || weight is 0 or One)
        {
            _first[row] = Math.Clamp(upper < 0 || weight != One ? upper : upper + 1, 0, height - 1);
            _weights[start] = One;
            return 1;
        }
        _first[row] = upper;
        (_weights[start], _weights[start + 1]) = ((ushort)(One - weight), (ushort)weight);
        return 2;
    }

    private int Cover(int row, float from, float step, int height)
    {
        var (top, bottom) = (Math.Clamp(from, 0, height - 1), Math.Clamp(from + step, 1, height));
        bottom = Math.Max(bottom, top + 1);
        var (first, last) = ((int)top, Math.Min(height - 1, (int)MathF.Ceiling(bottom) - 1));
        _first[row] = first;
        // Rounding the running sum instead of each weight keeps the whole at 256.
        var before = 0;
        for (var at = first; at <= last; at++)
        {
            var sum = at == last ? One : (int)MathF.Round((at + 1 - top) / (bottom - top) * One);
            _weights[_start[row] + at - first] = (ushort)(sum - before);
            before = sum;
        }
        return last - first + 1;
    }
}
