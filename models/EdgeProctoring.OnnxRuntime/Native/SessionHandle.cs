using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A native session. Counted, so that it is not freed under a running call.</summary>
internal sealed partial class SessionHandle : SafeHandle
{
    private const string CLibrary = "libc.so.6";
    private static bool _canTrim = true;

    public SessionHandle(nint session) : base(0, true) => SetHandle(session);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeApi.Release(Slot.ReleaseSession, handle);
        GiveMemoryBack();
        return true;
    }

    /// <summary>
    /// The runtime's large aligned blocks leave holes in glibc's heap (measured: 5 KB a session); a closed model's memory
    /// goes back to the system instead. Other C libraries do without.
    /// </summary>
    private static void GiveMemoryBack()
    {
        if (!_canTrim)
        {
            return;
        }
        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            _canTrim = false;
        }
    }

    [LibraryImport(CLibrary, EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}
