using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>The inputs or outputs of a session: names in order, their metadata, and the names as the C API wants them.</summary>
internal sealed unsafe class ModelNodes
{
    private readonly Dictionary<string, Utf8Name> _native = [];

    public ModelNodes(nint session, Slot countSlot, Slot nameSlot, Slot typeSlot)
    {
        nuint count;
        NativeApi.Check(((delegate* unmanaged<nint, nuint*, nint>)NativeApi.At(countSlot))(session, &count));
        var names = new List<string>((int)count);
        var metadata = new Dictionary<string, NodeMetadata>((int)count);
        for (nuint at = 0; at < count; at++)
        {
            var name = ReadName(session, nameSlot, at);
            names.Add(name);
            metadata[name] = ReadType(session, typeSlot, at);
            _native[name] = new Utf8Name(name);
        }
        (Names, Metadata) = (names, metadata);
    }

    public IReadOnlyList<string> Names { get; }
    public IReadOnlyDictionary<string, NodeMetadata> Metadata { get; }

    public nint Pointer(string name) => _native.TryGetValue(name, out var native)
        ? native.Pointer
        : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The model has no '{name}'; it has {string.Join(", ", Names)}.");

    private static string ReadName(nint session, Slot slot, nuint at)
    {
        nint text;
        NativeApi.Check(((delegate* unmanaged<nint, nuint, nint, nint*, nint>)NativeApi.At(slot))(session, at, NativeApi.Allocator, &text));
        try
        {
            return Marshal.PtrToStringUTF8(text) ?? "";
        }
        finally
        {
            NativeApi.Check(((delegate* unmanaged<nint, nint, nint>)NativeApi.At(Slot.AllocatorFree))(NativeApi.Allocator, text));
        }
    }

    private static NodeMetadata ReadType(nint session, Slot slot, nuint at)
    {
        nint type;
        NativeApi.Check(((delegate* unmanaged<nint, nuint, nint*, nint>)NativeApi.At(slot))(session, at, &type));
        try
        {
            // Borrowed from the type; zero where the node is no tensor.
            var tensor = NativeApi.Make(Slot.CastTypeInfoToTensorInfo, type);
            return new NodeMetadata(tensor == 0 ? null : new OrtTensorTypeAndShapeInfo(tensor));
        }
        finally
        {
            NativeApi.Release(Slot.ReleaseTypeInfo, type);
        }
    }
}
