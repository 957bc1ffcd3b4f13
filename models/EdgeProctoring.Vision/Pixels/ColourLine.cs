using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeProctoring.Vision;

/// <summary>Turns one row of brightness and colour into three rows of a tensor: between neighbours, to RGB, clamped, normalised.</summary>
internal readonly struct ColourLine
{
    private const float Fixed = 1 / 256f;
    private readonly float _light, _redOfV, _greenOfU, _greenOfV, _blueOfU;
    private readonly float _redFrom, _greenFrom, _blueFrom;
    private readonly (float Red, float Green, float Blue) _scale, _offset;

    /// <summary>BT.601, which H.264 cameras (limited range) and JPEG (full range) use at these sizes.</summary>
    public ColourLine(TensorRecipe recipe, bool fullRange)
    {
        var (light, red, greenU, greenV, blue, black) = fullRange
            ? (1f, 1.402f, -0.344136f, -0.714136f, 1.772f, 0f)
            : (1.164383f, 1.596027f, -0.391762f, -0.812968f, 2.017232f, 16f);
        (_light, _redOfV, _greenOfU, _greenOfV, _blueOfU) = (light * Fixed, red * Fixed, greenU * Fixed, greenV * Fixed, blue * Fixed);
        (_redFrom, _greenFrom, _blueFrom) = ((-black * light) - (128 * red), (-black * light) - (128 * (greenU + greenV)), (-black * light) - (128 * blue));
        _scale = (1 / recipe.Deviation.Red, 1 / recipe.Deviation.Green, 1 / recipe.Deviation.Blue);
        _offset = (-recipe.Mean.Red / recipe.Deviation.Red, -recipe.Mean.Green / recipe.Deviation.Green, -recipe.Mean.Blue / recipe.Deviation.Blue);
    }

    public void Paint(ColumnPairs luma, ColumnPairs u, ColumnPairs v, Span<float> red, Span<float> green, Span<float> blue)
    {
        ref var r = ref MemoryMarshal.GetReference(red);
        ref var g = ref MemoryMarshal.GetReference(green);
        ref var b = ref MemoryMarshal.GetReference(blue);
        var (columns, x) = (red.Length, 0);
        for (; x <= columns - Vector<float>.Count; x += Vector<float>.Count)
        {
            var (y, cu, cv) = (Between(luma, x), Between(u, x), Between(v, x));
            var light = y * new Vector<float>(_light);
            Finish(light + (cv * new Vector<float>(_redOfV)) + new Vector<float>(_redFrom), _scale.Red, _offset.Red).StoreUnsafe(ref r, (nuint)x);
            Finish(light + (cu * new Vector<float>(_greenOfU)) + (cv * new Vector<float>(_greenOfV)) + new Vector<float>(_greenFrom), _scale.Green, _offset.Green).StoreUnsafe(ref g, (nuint)x);
            Finish(light + (cu * new Vector<float>(_blueOfU)) + new Vector<float>(_blueFrom), _scale.Blue, _offset.Blue).StoreUnsafe(ref b, (nuint)x);
        }
        for (; x < columns; x++)
        {
            var (y, cu, cv) = (One(luma, x) * _light, One(u, x), One(v, x));
            red[x] = (Math.Clamp(y + (cv * _redOfV) + _redFrom, 0, 255) * _scale.Red) + _offset.Red;
            green[x] = (Math.Clamp(y + (cu * _greenOfU) + (cv * _greenOfV) + _greenFrom, 0, 255) * _scale.Green) + _offset.Green;
            blue[x] = (Math.Clamp(y + (cu * _blueOfU) + _blueFrom, 0, 255) * _scale.Blue) + _offset.Blue;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Between(ColumnPairs pairs, int x)
    {
        var both = Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(pairs.Pairs), (nuint)x).As<uint, int>();
        var left = Vector.ConvertToSingle(both & new Vector<int>(ushort.MaxValue));
        var right = Vector.ConvertToSingle(both >>> 16);
        return left + ((right - left) * Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(pairs.Share), (nuint)x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Finish(Vector<float> value, float scale, float offset) =>
        (Vector.Min(Vector.Max(value, Vector<float>.Zero), new Vector<float>(255)) * new Vector<float>(scale)) + new Vector<float>(offset);

    private static float One(ColumnPairs pairs, int x)
    {
        float left = pairs.Pairs[x] & ushort.MaxValue, right = pairs.Pairs[x] >> 16;
        return left + ((right - left) * pairs.Share[x]);
    }
}
