using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options of one or many runs; setting <see cref="Terminate"/> ends those that are under way.</summary>
public class RunOptions : SafeHandle
{
    private OrtLoggingLevel _severity = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    private bool _terminate;

    public RunOptions() : base(0, true) => SetHandle(NativeApi.Make(Slot.CreateRunOptions));

    public override bool IsInvalid => handle == 0;
    internal nint Pointer => handle;

    public OrtLoggingLevel LogSeverityLevel
    {
        get => _severity;
        set
        {
            NativeApi.Call(Slot.RunOptionsSetRunLogSeverityLevel, handle, (int)value);
            _severity = value;
        }
    }

    public bool Terminate
    {
        get => _terminate;
        set
        {
            NativeApi.Call(value ? Slot.RunOptionsSetTerminate : Slot.RunOptionsUnsetTerminate, handle);
            _terminate = value;
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.Release(Slot.ReleaseRunOptions, handle);
        return true;
    }
}
