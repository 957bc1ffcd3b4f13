using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A name as the C API wants it: UTF-8 with a closing zero, in memory that never moves.</summary>
internal sealed unsafe class Utf8Name
{
    private readonly byte[] _bytes;

    public Utf8Name(string name)
    {
        _bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(name) + 1, pinned: true);
        Encoding.UTF8.GetBytes(name, _bytes);
    }

    public nint Pointer => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
}
