using System.Buffers;
using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor: over pinned memory of the caller, or made by the runtime. Spans over it hold only while it lives.</summary>
public sealed unsafe class OrtValue : IDisposable
{
    private nint _value;
    private MemoryHandle _pin;
    private void* _data;
    private long _count;
    private TensorElementType _element;

    private OrtValue(nint value) => _value = value;

    ~OrtValue() => Free();

    public bool IsTensor => true;
    internal nint Pointer => _value != 0 ? _value : throw new ObjectDisposedException(nameof(OrtValue));

    /// <summary>A tensor over an array, which stays pinned until the tensor is disposed of.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape) where T : unmanaged =>
        CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new Memory<T>(data), shape);

    /// <summary>A tensor over memory, which stays pinned until the tensor is disposed of.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape) where T : unmanaged
    {
        var element = ElementTypes.Of<T>();
        var count = 1L;
        foreach (var side in shape)
        {
            count = side >= 0 ? checked(count * side) : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The shape has a side of {side}.");
        }
        if (count > memory.Length)
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The shape needs {count} elements; the memory has {memory.Length}.");
        }
        var pin = memory.Pin();
        try
        {
            nint value;
            fixed (long* sides = shape)
            {
                NativeApi.Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)NativeApi.At(Slot.CreateTensorWithDataAsOrtValue))(
                    memoryInfo.Pointer, pin.Pointer, (nuint)(count * sizeof(T)), sides, (nuint)shape.Length, (int)element, &value));
            }
            return new OrtValue(value) { _pin = pin, _data = pin.Pointer, _count = count, _element = element };
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    internal static OrtValue Take(nint value) => new(value);

    public ReadOnlySpan<T> GetTensorDataAsSpan<T>() where T : unmanaged => GetTensorMutableDataAsSpan<T>();

    public Span<T> GetTensorMutableDataAsSpan<T>() where T : unmanaged
    {
        if (_data == null || _value == 0)
        {
            Describe();
        }
        return ElementTypes.Of<T>() == _element
            ? new Span<T>(_data, checked((int)_count))
            : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The tensor holds {_element}, not {typeof(T).Name}.");
    }

    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        var description = NativeApi.Make(Slot.GetTensorTypeAndShape, Pointer);
        try
        {
            return new OrtTensorTypeAndShapeInfo(description);
        }
        finally
        {
            NativeApi.Release(Slot.ReleaseTensorTypeAndShapeInfo, description);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the runtime once what it made.</summary>
    private void Describe()
    {
        var info = GetTensorTypeAndShape();
        _data = (void*)NativeApi.Make(Slot.GetTensorMutableData, Pointer);
        (_count, _element) = (info.ElementCount, info.ElementDataType);
    }

    private void Free()
    {
        if (Interlocked.Exchange(ref _value, 0) is not 0 and var value)
        {
            NativeApi.Release(Slot.ReleaseValue, value);
            _pin.Dispose();
            _data = null;
        }
    }
}
