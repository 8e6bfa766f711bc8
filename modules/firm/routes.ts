import { act, type Route, view } from '#platform/serve.ts';
import {
  createEntity,
  makeDefaultEntity,
  removeBankAccount,
  removeEntity,
  saveBankAccount,
  updateEntity,
} from './commands.ts';
import { legalEntities } from './contract.ts';
import { listEntities, pickEntities, readEntity } from './queries.ts';

export const routes: Route[] = [
  view(legalEntities.list, 'settings.read', listEntities),
  view(legalEntities.pick, 'signed_in', pickEntities),
  view(legalEntities.get, 'settings.read', readEntity),
  act(legalEntities.create, createEntity),
  act(legalEntities.update, updateEntity),
  act(legalEntities.makeDefault, makeDefaultEntity),
  act(legalEntities.remove, removeEntity),
  act(legalEntities.saveBank, saveBankAccount),
  act(legalEntities.removeBank, removeBankAccount),
];
