using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A native session. Counted, so that it is not freed under a running call.</summary>
internal sealed class SessionHandle : SafeHandle
{
    public SessionHandle(nint session) : base(0, true) => SetHandle(session);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeApi.Release(Slot.ReleaseSession, handle);
        return true;
    }
}
