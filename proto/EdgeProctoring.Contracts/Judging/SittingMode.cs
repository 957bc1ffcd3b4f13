namespace EdgeProctoring.Contracts;

/// <summary>Where an exam is taken.</summary>
public enum SittingMode
{
    Hall = 1,
    Remote = 2,
}
