using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a tensor is made of and its shape; a dimension of a model that is open is -1.</summary>
public struct OrtTensorTypeAndShapeInfo
{
    /// <summary>Reads the description without owning it.</summary>
    internal unsafe OrtTensorTypeAndShapeInfo(nint description)
    {
        int type;
        nuint rank;
        NativeApi.Check(((delegate* unmanaged<nint, int*, nint>)NativeApi.At(Slot.GetTensorElementType))(description, &type));
        NativeApi.Check(((delegate* unmanaged<nint, nuint*, nint>)NativeApi.At(Slot.GetDimensionsCount))(description, &rank));
        Shape = new long[rank];
        fixed (long* shape = Shape)
        {
            NativeApi.Check(((delegate* unmanaged<nint, long*, nuint, nint>)NativeApi.At(Slot.GetDimensions))(description, shape, rank));
        }
        ElementDataType = (TensorElementType)type;
        ElementCount = Shape.Any(side => side < 0) ? -1 : Shape.Aggregate(1L, (count, side) => checked(count * side));
    }

    public TensorElementType ElementDataType { get; private set; }
    public readonly bool IsString => ElementDataType == TensorElementType.String;
    public long ElementCount { get; private set; }
    public readonly int DimensionsCount => Shape.Length;
    public long[] Shape { get; private set; }
}
