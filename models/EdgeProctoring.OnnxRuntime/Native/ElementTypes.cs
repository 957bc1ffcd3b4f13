using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Which C# type stands for which tensor element.</summary>
internal static class ElementTypes
{
    private static readonly Dictionary<Type, TensorElementType> _known = new()
    {
        [typeof(float)] = TensorElementType.Float,
        [typeof(byte)] = TensorElementType.UInt8,
        [typeof(sbyte)] = TensorElementType.Int8,
        [typeof(ushort)] = TensorElementType.UInt16,
        [typeof(short)] = TensorElementType.Int16,
        [typeof(int)] = TensorElementType.Int32,
        [typeof(long)] = TensorElementType.Int64,
        [typeof(bool)] = TensorElementType.Bool,
        [typeof(double)] = TensorElementType.Double,
        [typeof(uint)] = TensorElementType.UInt32,
        [typeof(ulong)] = TensorElementType.UInt64,
    };

    private static readonly Dictionary<TensorElementType, Type> _types = _known.ToDictionary(pair => pair.Value, pair => pair.Key);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TensorElementType Of<T>() where T : unmanaged
    {
        // The two in daily use, decided by the compiler.
        if (typeof(T) == typeof(float))
        {
            return TensorElementType.Float;
        }
        return typeof(T) == typeof(long) ? TensorElementType.Int64 : Other(typeof(T));
    }

    public static Type TypeOf(TensorElementType element) => _types.GetValueOrDefault(element, typeof(string));

    private static TensorElementType Other(Type type) => _known.TryGetValue(type, out var element)
        ? element
        : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"A tensor cannot be made of {type}.");
}
