'use client';
import { useTranslations } from 'next-intl';
import { ROLES, type Role } from '@/core/access/roles';
import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select';

/** Chooses a role; each says what it may do. Owner is offered to owners only. */
export function RoleSelect({
  value,
  onChange,
  mayNameOwner,
  label,
  id,
}: {
  value: Role;
  onChange: (role: Role) => void;
  mayNameOwner: boolean;
  label?: string;
  id?: string;
}) {
  const t = useTranslations('people');
  const offered = ROLES.filter((role) => role !== 'owner' || mayNameOwner || value === 'owner');
  return (
    <Select value={value} onValueChange={(next) => onChange(ROLES.find((role) => role === next) ?? value)}>
      <SelectTrigger id={id} aria-label={label} className="w-40">
        {t(`roles.${value}`)}
      </SelectTrigger>
      <SelectContent>
        {offered.map((role) => (
          <SelectItem key={role} value={role}>
            <span className="block">{t(`roles.${role}`)}</span>
            <span className="block text-xs text-muted">{t(`roleHelp.${role}`)}</span>
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
