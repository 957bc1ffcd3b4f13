using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Inputs and outputs bound once and run many times. Keeps the bound values alive.</summary>
public class OrtIoBinding : SafeHandle
{
    private readonly InferenceSession _session;
    private readonly Dictionary<string, OrtValue> _inputs = [];
    private readonly Dictionary<string, OrtValue> _outputs = [];

    internal OrtIoBinding(InferenceSession session) : base(0, true)
    {
        var held = false;
        session.Native.DangerousAddRef(ref held);
        _session = session;
        try
        {
            SetHandle(NativeApi.Make(Slot.CreateIoBinding, session.Native.DangerousGetHandle()));
        }
        catch
        {
            session.Native.DangerousRelease();
            throw;
        }
    }

    public override bool IsInvalid => handle == 0;
    internal nint Pointer => !IsClosed ? handle : throw new ObjectDisposedException(nameof(OrtIoBinding));

    public void BindInput(string name, OrtValue ortValue)
    {
        Bind(Slot.BindInput, _session.Inputs.Pointer(name), ortValue);
        _inputs[name] = ortValue;
    }

    public void BindOutput(string name, OrtValue ortValue)
    {
        Bind(Slot.BindOutput, _session.Outputs.Pointer(name), ortValue);
        _outputs[name] = ortValue;
    }

    public unsafe void ClearBoundInputs()
    {
        ((delegate* unmanaged<nint, void>)NativeApi.At(Slot.ClearBoundInputs))(Pointer);
        _inputs.Clear();
    }

    public unsafe void ClearBoundOutputs()
    {
        ((delegate* unmanaged<nint, void>)NativeApi.At(Slot.ClearBoundOutputs))(Pointer);
        _outputs.Clear();
    }

    protected override bool ReleaseHandle()
    {
        NativeApi.Release(Slot.ReleaseIoBinding, handle);
        _session.Native.DangerousRelease();
        return true;
    }

    private unsafe void Bind(Slot slot, nint name, OrtValue value) =>
        NativeApi.Check(((delegate* unmanaged<nint, nint, nint, nint>)NativeApi.At(slot))(Pointer, name, value.Pointer));
}
