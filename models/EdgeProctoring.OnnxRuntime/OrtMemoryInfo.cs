using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Where memory lies; here always the computer's own.</summary>
public class OrtMemoryInfo : SafeHandle
{
    private static readonly Lazy<OrtMemoryInfo> _default = new(() => new OrtMemoryInfo(NativeApi.MakeCpuMemory()), LazyThreadSafetyMode.PublicationOnly);

    private OrtMemoryInfo(nint info) : base(0, true) => SetHandle(info);

    public static OrtMemoryInfo DefaultInstance => _default.Value;

    public override bool IsInvalid => handle == 0;
    internal nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        NativeApi.Release(Slot.ReleaseMemoryInfo, handle);
        return true;
    }
}
