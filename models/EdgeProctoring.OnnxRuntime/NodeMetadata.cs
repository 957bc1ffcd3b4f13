using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model's input or output is: element type and sides, -1 where a side is open.</summary>
public class NodeMetadata
{
    internal NodeMetadata(OrtTensorTypeAndShapeInfo? tensor)
    {
        IsTensor = tensor is not null;
        ElementDataType = tensor?.ElementDataType ?? TensorElementType.DataTypeMax;
        Dimensions = tensor is null ? [] : [.. tensor.Value.Shape.Select(side => checked((int)side))];
    }

    public bool IsTensor { get; }
    public bool IsString => ElementDataType == TensorElementType.String;
    public int[] Dimensions { get; }
    public TensorElementType ElementDataType { get; }
    public Type ElementType => ElementTypes.TypeOf(ElementDataType);
}
