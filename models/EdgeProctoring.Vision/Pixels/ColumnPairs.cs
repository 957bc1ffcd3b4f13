using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>
/// Shrinks or grows one row sideways: neighbours are averaged in pairs until less than half remains to go, then each column
/// lies between two neighbours. The two are fetched with one load and stay together, so that all arithmetic is done in vectors.
/// </summary>
internal sealed class ColumnPairs
{
    private int[] _left = [];
    private float[] _share = [];
    private uint[] _pairs = [];
    private ushort[] _row = [];
    private int _halvings;
    private int _padded;
    private (float From, float Step, int Columns, int Width) _fitted;

    /// <summary>First column of the plane that is needed.</summary>
    public int Column { get; private set; }
    /// <summary>How many columns are needed from there on.</summary>
    public int Count { get; private set; }
    /// <summary>Two neighbours of 8.8 fixed point for each column: the left one in the lower half.</summary>
    public uint[] Pairs => _pairs;
    /// <summary>The right neighbour's share.</summary>
    public float[] Share => _share;
    /// <summary>Where the row that is to be shrunk is written.</summary>
    public Span<ushort> Row => _row.AsSpan(0, Count);

    public void Fit(float from, float step, int columns, int width)
    {
        if (_fitted == (from, step, columns, width))
        {
            return;
        }
        _halvings = 0;
        while (step / (1 << _halvings) > 2)
        {
            _halvings++;
        }
        var block = 1 << _halvings;
        Column = Math.Clamp((((int)MathF.Floor(from) / block) - 1) * block, 0, (width - 1) / block * block);
        Count = Math.Clamp((int)MathF.Ceiling(from + (columns * step)) + block, Column + 1, width) - Column;
        _padded = (Count + block - 1) / block * block;
        if (_left.Length < columns)
        {
            var room = columns + Vector<float>.Count;
            (_left, _share, _pairs) = (new int[room], new float[room], new uint[room]);
        }
        if (_row.Length < _padded + 2)
        {
            _row = new ushort[_padded + 2];
        }
        var last = (_padded >> _halvings) - 1;
        for (var column = 0; column < columns; column++)
        {
            var at = Math.Clamp(((from + ((column + 0.5f) * step) - Column) / block) - 0.5f, 0, last);
            _left[column] = (int)at;
            _share[column] = at - _left[column];
        }
        _fitted = (from, step, columns, width);
    }

    /// <summary>Takes what stands in <see cref="Row"/>.</summary>
    public void Gather()
    {
        _row.AsSpan(Count, _padded - Count).Fill(_row[Count - 1]);
        var length = _padded;
        for (var halving = 0; halving < _halvings; halving++)
        {
            length >>= 1;
            Halve(length);
        }
        _row[length] = _row[length - 1];
        ref var row = ref Unsafe.As<ushort, byte>(ref MemoryMarshal.GetArrayDataReference(_row));
        ref var left = ref MemoryMarshal.GetArrayDataReference(_left);
        ref var pairs = ref MemoryMarshal.GetArrayDataReference(_pairs);
        for (nint column = 0; column < _fitted.Columns; column++)
        {
            Unsafe.Add(ref pairs, column) = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref row, 2 * (nint)Unsafe.Add(ref left, column)));
        }
    }

    private void Halve(int length)
    {
        ref var row = ref MemoryMarshal.GetArrayDataReference(_row);
        ref var two = ref Unsafe.As<ushort, uint>(ref row);
        var (at, half) = (0, new Vector<uint>(ushort.MaxValue));
        for (; at <= length - Vector<ushort>.Count; at += Vector<ushort>.Count)
        {
            var a = Vector.LoadUnsafe(ref two, (nuint)at);
            var b = Vector.LoadUnsafe(ref two, (nuint)(at + Vector<uint>.Count));
            Vector.Narrow(((a & half) + (a >>> 16)) >>> 1, ((b & half) + (b >>> 16)) >>> 1).StoreUnsafe(ref row, (nuint)at);
        }
        for (; at < length; at++)
        {
            _row[at] = (ushort)((_row[2 * at] + _row[(2 * at) + 1]) >> 1);
        }
    }
}
